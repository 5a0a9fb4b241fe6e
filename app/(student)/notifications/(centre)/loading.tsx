import { HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';

export default function Loading() {
  return (
    <div className="mx-auto max-w-3xl">
      <HeaderSkeleton />
      <TableSkeleton label="Loading the notifications…" rows={8} />
    </div>
  );
}
