import { Stat, StatGroup } from '@/components/ui/stat';
import type { CourseItem } from '@/lib/catalog/schema';
import { count, percent } from '@/lib/format';
import { completionText, smallestCohort } from './crowd';

type CourseResultsProps = Pick<CourseItem, 'enrolledStudents' | 'completedStudents' | 'avgCompletionRate'>;

/** What students have made of the course; of a few, only that they are there. */
export function CourseResults({
  enrolledStudents,
  completedStudents,
  avgCompletionRate,
}: CourseResultsProps) {
  if (enrolledStudents === 0) {
    return <p className="text-ink-soft">Nobody is enrolled yet, so there is nothing to report.</p>;
  }
  const completion = completionText({ enrolledStudents, avgCompletionRate });
  return (
    <>
      <StatGroup>
        <Stat label="Students" value={count(enrolledStudents)} note="enrolled now or finished" />
        {completion && (
          <>
            <Stat label="Average completion" value={completion} note="of the required sections" />
            <Stat
              label="Finished"
              value={count(completedStudents)}
              note={`${percent(Math.round((10_000 * completedStudents) / enrolledStudents))} of the students`}
            />
          </>
        )}
      </StatGroup>
      {!completion && (
        <p className="mt-3 max-w-reading text-sm text-ink-soft">
          Not enough data yet: how far students get is shown from {smallestCohort} students on, so that nobody
          can be recognised.
        </p>
      )}
    </>
  );
}
