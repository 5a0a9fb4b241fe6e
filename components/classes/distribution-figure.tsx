import { ChartFrame } from '@/components/ui/chart-frame';
import type { ClassSummary } from '@/lib/classes/schema';
import { counted } from '@/lib/format';
import { BandTable } from './band-table';
import { LazyDistribution } from './lazy-distribution';

/** How the current students spread over completion, as a picture and as a table. */
export function DistributionFigure({ summary }: { summary: ClassSummary }) {
  const { distribution, active, completed } = summary;
  return (
    <ChartFrame
      title="How far the class is"
      summary={`Current students by completion: ${counted(active + completed, 'student')}.`}
      table={<BandTable caption="Current students by completion" of="Completion" bands={distribution} />}
    >
      <LazyDistribution distribution={distribution} />
    </ChartFrame>
  );
}
