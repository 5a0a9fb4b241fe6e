import { Loading, Skeleton } from '@/components/ui/skeleton';

/** The recommendations and the chart. */
export function OutlookSkeleton() {
  return (
    <Loading label="Adding up your days…">
      <div className="mt-10 grid gap-5 lg:grid-cols-2">
        {['recommendations', 'days'].map((card) => (
          <div key={card} className="rounded-card border bg-paper-raised p-6">
            <Skeleton className="h-6 w-40" />
            <Skeleton className="mt-4 h-72 rounded-card" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
