import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <TableSkeleton label="Loading the list…" rows={10} tall />
    </>
  );
}
