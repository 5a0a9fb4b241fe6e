import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <div className="mb-10 grid items-start gap-5 lg:grid-cols-2">
        <Card as="div">
          <Skeleton className="h-96" />
        </Card>
        <Card as="div">
          <Skeleton className="h-96" />
        </Card>
      </div>
      <TableSkeleton label="Loading the student’s lessons…" rows={6} />
    </>
  );
}
