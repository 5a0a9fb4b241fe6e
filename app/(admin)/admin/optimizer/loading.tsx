import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <TableSkeleton label="Loading the proposals…" rows={6} />
    </>
  );
}
