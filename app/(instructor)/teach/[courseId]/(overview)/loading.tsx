import { classToCome } from '@/components/classes/class-to-come';
import { FiguresSkeleton, HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <div className="mb-10 grid gap-5 lg:grid-cols-2">
        <Card as="div">
          <FiguresSkeleton label="Loading the figures…" figures={classToCome} className="sm:grid-cols-4" />
        </Card>
        <Card as="div">
          <Skeleton className="h-80" />
        </Card>
      </div>
      <TableSkeleton label="Loading the class list…" rows={16} tall />
    </>
  );
}
