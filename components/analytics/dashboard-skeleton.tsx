import { Loading, Skeleton, SkeletonText } from '@/components/ui/skeleton';

/** The dashboard before it is there. */
export const DashboardSkeleton = () => (
  <>
    <CoursesSkeleton />
    <OutlookSkeleton />
  </>
);

function CoursesSkeleton() {
  return (
    <Loading label="Reading your progress…">
      <Skeleton className="h-36 rounded-card" />
      <Skeleton className="mt-10 h-7 w-48" />
      <div className="mt-4 grid gap-5 md:grid-cols-2 lg:grid-cols-3">
        {['first', 'second', 'third'].map((card) => (
          <div key={card} className="rounded-card border bg-paper-raised p-6">
            <SkeletonText lines={9} />
          </div>
        ))}
      </div>
    </Loading>
  );
}

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
