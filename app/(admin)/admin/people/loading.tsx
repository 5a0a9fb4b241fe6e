import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <Skeleton className="mb-6 h-16" />
      <TableSkeleton label="Loading the people…" rows={16} tall />
    </>
  );
}
