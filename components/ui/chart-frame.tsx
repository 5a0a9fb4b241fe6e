import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

type ChartFrameProps = {
  title: string;
  /** What the picture shows, in a sentence. */
  summary?: ReactNode;
  /** Sample, window, “as of”, method. */
  note?: ReactNode;
  /** The chart; hidden from screen readers, which get the summary and the table. */
  children: ReactNode;
  /** The same numbers as a `Table`. */
  table: ReactNode;
  className?: string;
};

/** A chart with its title, its meaning and an accessible table twin. */
export function ChartFrame({ title, summary, note, children, table, className }: ChartFrameProps) {
  const titleId = useId();
  return (
    <figure aria-labelledby={titleId} className={cn('flex min-w-0 flex-col gap-3', className)}>
      <figcaption>
        <p id={titleId} className="text-lg font-semibold">
          {title}
        </p>
        {summary && <p className="text-sm text-ink-soft">{summary}</p>}
      </figcaption>
      <div aria-hidden="true" className="h-64 w-full min-w-0 text-xs">
        {children}
      </div>
      {note && <p className="text-xs text-ink-soft">{note}</p>}
      <details className="group text-sm">
        <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
          Show the numbers
        </summary>
        <div className="mt-2">{table}</div>
      </details>
    </figure>
  );
}
