import { Card } from '@/components/ui/card';
import { Loading, Skeleton, SkeletonText } from '@/components/ui/skeleton';

const rows = ['first', 'second', 'third', 'fourth'];

/** The at-risk list to come. */
export const RiskSkeleton = () => (
  <Loading label="Loading the at-risk list…">
    <div className="flex flex-col gap-3">
      <Skeleton className="h-5 w-full max-w-reading" />
      <Skeleton className="mb-4 h-24 w-full max-w-md" />
      {rows.map((row) => (
        <Card key={row} as="div" className="flex flex-col gap-3">
          <Skeleton className="h-6 w-1/3" />
          <SkeletonText lines={3} />
        </Card>
      ))}
    </div>
  </Loading>
);
