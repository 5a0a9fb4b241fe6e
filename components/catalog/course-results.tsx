import { Stat, StatGroup } from '@/components/ui/stat';
import type { CourseItem } from '@/lib/catalog/schema';
import { leastTold } from '@/lib/catalog/told-crowd';
import { count } from '@/lib/format';
import { completionText, finishedText } from './crowd';

type CourseResultsProps = Pick<CourseItem, 'enrolledStudents' | 'completedStudents' | 'avgCompletionRate'>;

/** What students have made of the course, rounded; of a few, only that they are there. */
export function CourseResults({
  enrolledStudents,
  completedStudents,
  avgCompletionRate,
}: CourseResultsProps) {
  if (enrolledStudents === 0) {
    return <p className="text-ink-soft">Nobody is enrolled yet, so there is nothing to report.</p>;
  }
  const completion = completionText({ avgCompletionRate });
  return (
    <>
      <StatGroup>
        <Stat label="Students" value={count(enrolledStudents)} note="enrolled now or finished" />
        {completion && (
          <Stat
            label="Average completion"
            value={`about ${completion}`}
            note="of the required sections, rounded"
          />
        )}
        {completedStudents !== null && (
          <Stat label="Finished" value={finishedText(completedStudents)} note="counted in steps of five" />
        )}
      </StatGroup>
      {!completion && (
        <p className="mt-3 max-w-reading text-sm text-ink-soft">
          Not enough data yet: how far students get is shown from {leastTold} students on, so that nobody can
          be recognised.
        </p>
      )}
    </>
  );
}
