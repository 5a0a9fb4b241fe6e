import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <TableSkeleton label="Checking…" rows={12} tall />
    </>
  );
}
