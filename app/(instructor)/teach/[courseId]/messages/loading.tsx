import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <div className="mb-10 grid items-start gap-5 lg:grid-cols-3">
        <Card as="div" className="lg:col-span-2">
          <Skeleton className="h-112" />
        </Card>
        <Card as="div">
          <Skeleton className="h-64" />
        </Card>
      </div>
      <TableSkeleton label="Loading the messages…" rows={4} />
    </>
  );
}
