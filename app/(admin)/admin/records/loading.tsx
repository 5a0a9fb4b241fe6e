import { HeaderSkeleton } from '@/components/page/skeletons';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <Skeleton className="h-96 max-w-reading" />
    </>
  );
}
