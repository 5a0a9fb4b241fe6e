import type { ReactNode } from 'react';
import { cn } from './cn';

type EmptyStateProps = {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
  /** The next step: a LinkButton or Button. */
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
  className?: string;
};

/** Nothing here (yet, any more, or for you): says so, says why, and names the next step. */
export function EmptyState({ title, children, icon, action, headingLevel = 2, className }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={cn('flex flex-col items-center gap-3 px-4 py-14 text-center', className)}>
      {icon && <div className="rounded-pill bg-accent-soft p-4 text-accent [&_svg]:size-7">{icon}</div>}
      <Heading className="font-serif text-xl font-semibold">{title}</Heading>
      {children && <div className="max-w-reading text-ink-soft">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
