import type { HTMLAttributes, ReactNode } from 'react';
import { cn } from './cn';

type CardProps = Omit<HTMLAttributes<HTMLElement>, 'title'> & {
  title?: ReactNode;
  actions?: ReactNode;
  as?: 'section' | 'article' | 'div' | 'li';
  interactive?: boolean;
};

/** A sheet of paper. `interactive` answers to the pointer: for a card whose heading is its link. */
export function Card({
  title,
  actions,
  as: Element = 'section',
  interactive,
  className,
  children,
  ...props
}: CardProps) {
  return (
    <Element
      className={cn(
        'relative rounded-card border bg-paper-raised p-5 sm:p-6',
        interactive && 'transition-shadow hover:border-rule-strong hover:shadow-raised',
        className,
      )}
      {...props}
    >
      {(title || actions) && (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
          {title && <h2 className="font-serif text-xl font-semibold">{title}</h2>}
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </Element>
  );
}
