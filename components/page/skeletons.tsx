import { Alert } from '@/components/ui/alert';
import { cn } from '@/components/ui/cn';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import { Stat, StatGroup } from '@/components/ui/stat';
import { Placeholder } from './placeholder';

const lines = (number: number) => Array.from({ length: number }, (_, index) => `line-${index}`);

/** A dense table to come; `tall` for one that scrolls inside itself. */
export function TableSkeleton({
  label,
  rows,
  tall = false,
}: {
  label: string;
  rows: number;
  tall?: boolean;
}) {
  return (
    <Loading label={label}>
      <div className={cn('overflow-hidden rounded-card border bg-paper-raised', tall && 'h-[75dvh]')}>
        <div className="border-b bg-paper-sunken px-4 py-2.5">
          <Skeleton className="w-1/2" />
        </div>
        {lines(rows).map((line) => (
          <div key={line} className="flex gap-6 border-b px-4 py-3 last:border-b-0">
            <Skeleton className="w-1/4" />
            <Skeleton className="w-1/3" />
            <Skeleton className="w-1/6" />
            <Skeleton className="w-1/6" />
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** Label and a note as long as the one to come. */
export type FigureToCome = readonly [label: string, note?: string];

type FiguresSkeletonProps = { label: string; figures: readonly FigureToCome[]; className?: string };

/** Figures to come: their labels stand already, and nothing moves when the numbers arrive. */
export function FiguresSkeleton({ label, figures, className }: FiguresSkeletonProps) {
  return (
    <Loading label={label}>
      <StatGroup className={className}>
        {figures.map(([name, note]) => (
          <Stat
            key={name}
            label={name}
            value={<Placeholder />}
            note={note && <span className="invisible">{note}</span>}
          />
        ))}
      </StatGroup>
    </Loading>
  );
}

/** The head of a page to come. */
export function HeaderSkeleton() {
  return (
    <div className="mb-8 flex flex-col gap-3">
      <noscript>
        <Alert tone="caution" title="This page needs JavaScript">
          It arrives piece by piece. Switch JavaScript on for this site, and reload the page.
        </Alert>
      </noscript>
      <Skeleton className="h-9 w-2/3 max-w-md" />
      <Skeleton className="h-5 w-full max-w-reading" />
    </div>
  );
}
