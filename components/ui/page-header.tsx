import type { ReactNode } from 'react';
import { cn } from './cn';

type PageHeaderProps = {
  title: ReactNode;
  /** One or two sentences: what this page answers. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Breadcrumbs or a small label above the title. */
  above?: ReactNode;
  /** Badges and facts below the lead. */
  children?: ReactNode;
  className?: string;
};

/** A title of several lines leaves room for the page below it in smaller letters. */
const isLong = (title: ReactNode) => typeof title === 'string' && title.length > 100;

/** The head of a page with its only h1. */
export function PageHeader({ title, lead, actions, above, children, className }: PageHeaderProps) {
  return (
    <header className={cn('mb-8 flex flex-col gap-2', className)}>
      {above}
      <div className="flex flex-col gap-x-6 gap-y-4 sm:flex-row sm:items-start sm:justify-between">
        <div className="flex max-w-reading min-w-0 flex-col gap-2">
          <h1
            className={cn(
              'font-serif font-semibold',
              isLong(title) ? 'text-xl sm:text-2xl' : 'text-2xl sm:text-3xl',
            )}
          >
            {title}
          </h1>
          {lead && <p className="text-lg text-pretty text-ink-soft">{lead}</p>}
          {children && <div className="mt-1 flex flex-wrap items-center gap-2">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 sm:shrink-0">{actions}</div>}
      </div>
    </header>
  );
}
