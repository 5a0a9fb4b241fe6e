import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { LinkButton } from './link-button';

type PaginationProps = {
  label: string;
  previousHref?: string | null;
  /** Where there is no way back but to the beginning. */
  firstHref?: string | null;
  nextHref?: string | null;
  /** Where one is: “21–40 of 412”. */
  summary?: ReactNode;
  className?: string;
};

/** Previous and next page of a list that is read by cursor. Nothing at all where there is only one page. */
export function Pagination({
  label,
  previousHref,
  firstHref,
  nextHref,
  summary,
  className,
}: PaginationProps) {
  if (!previousHref && !firstHref && !nextHref && !summary) return null;
  return (
    <nav
      aria-label={label}
      className={cn('flex flex-wrap items-center justify-between gap-3 print:hidden', className)}
    >
      <p className="text-sm text-ink-soft tabular-nums">{summary}</p>
      <div className="flex gap-2">
        {firstHref && (
          <LinkButton href={firstHref} variant="secondary">
            First page
          </LinkButton>
        )}
        {previousHref && (
          <LinkButton href={previousHref} variant="secondary" rel="prev">
            <ArrowLeft /> Previous
          </LinkButton>
        )}
        {nextHref && (
          <LinkButton href={nextHref} variant="secondary" rel="next">
            Next <ArrowRight />
          </LinkButton>
        )}
      </div>
    </nav>
  );
}
