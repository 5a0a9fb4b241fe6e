import { FiguresSkeleton, HeaderSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { serverToCome } from '@/components/performance/figures-to-come';
import { StandingSkeleton } from '@/components/performance/part-standing';
import { performanceHeadings } from '@/components/performance/performance-headings';
import { PerformanceParts } from '@/components/performance/performance-parts';
import { Card } from '@/components/ui/card';

const standing = <StandingSkeleton />;

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <PerformanceParts
        standings={{
          checks: standing,
          now: standing,
          queue: standing,
          pages: standing,
          rehearsal: standing,
          settings: standing,
        }}
      >
        <Card title={performanceHeadings.server}>
          <FiguresSkeleton
            label="Loading the state of the server…"
            figures={serverToCome}
            className="sm:grid-cols-4"
          />
        </Card>
        <TableSkeleton label="Loading the statements…" rows={14} tall />
      </PerformanceParts>
    </>
  );
}
