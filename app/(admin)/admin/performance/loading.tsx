import { FiguresSkeleton, HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { serverToCome } from '@/components/performance/figures-to-come';
import { Card } from '@/components/ui/card';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <Card as="div" className="mb-10">
        <FiguresSkeleton
          label="Loading the state of the server…"
          figures={serverToCome}
          className="sm:grid-cols-4"
        />
      </Card>
      <TableSkeleton label="Loading the statements…" rows={14} tall />
    </>
  );
}
