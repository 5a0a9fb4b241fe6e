import type { ReactNode } from 'react';
import { cn } from './cn';

/** A row of `Stat`s. */
export function StatGroup({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        'grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]',
        className,
      )}
    >
      {children}
    </dl>
  );
}

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** What the number stands on: sample, window, “as of”, method. */
  note?: ReactNode;
  /** A badge, a comparison or a small chart beside the number. */
  aside?: ReactNode;
  className?: string;
};

/** A number with its meaning. Belongs inside a `StatGroup`. */
export function Stat({ label, value, note, aside, className }: StatProps) {
  return (
    <div className={cn('flex min-w-0 flex-col', className)}>
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="flex flex-wrap items-center gap-x-2.5 font-serif text-2xl font-semibold tabular-nums">
        {value}
        {aside && <span className="font-sans text-sm font-normal">{aside}</span>}
      </dd>
      {note && <dd className="text-xs text-ink-soft">{note}</dd>}
    </div>
  );
}
