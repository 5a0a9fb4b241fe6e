import { GraduationCap } from 'lucide-react';
import { Alert } from '@/components/ui/alert';
import { ChartFrame } from '@/components/ui/chart-frame';
import { EmptyState } from '@/components/ui/empty-state';
import type { ClassScores } from '@/lib/classes/schema';
import { Refusal } from '@/lib/errors';
import { counted } from '@/lib/format';
import { BandTable } from './band-table';
import { completionText } from './completion';
import { LazyDistribution } from './lazy-distribution';

/** How the current students' mean scores spread, as a picture and as a table. */
export async function ScoresFigure({ scores }: { scores: Promise<ClassScores | Refusal> }) {
  const answer = await scores;
  if (answer instanceof Refusal) return <Alert tone="caution" title={answer.message} />;
  const { students, mean, median, distribution } = answer;
  if (students === 0 || mean === null || median === null) {
    return (
      <EmptyState icon={<GraduationCap />} title="Not enough data yet" headingLevel={3}>
        <p>Scores show here as soon as a current student has answered questions.</p>
      </EmptyState>
    );
  }
  return (
    <ChartFrame
      title="How well the class scores"
      summary={`Mean score of each of ${counted(students, 'current student')} with scores: ${completionText(mean, 1)} on average, median ${completionText(median, 1)}.`}
      note="A student’s mean is over all sections in which the student was scored, the latest score of each."
      table={<BandTable caption="Current students by mean score" of="Mean score" bands={distribution} />}
    >
      <LazyDistribution distribution={distribution} />
    </ChartFrame>
  );
}
