import { Stat, StatGroup } from '@/components/ui/stat';
import type { CourseItem } from '@/lib/catalog/schema';
import { count, percent } from '@/lib/format';

type CourseResultsProps = Pick<CourseItem, 'enrolledStudents' | 'completedStudents' | 'avgCompletionRate'>;

/** What students have made of the course. */
export function CourseResults({
  enrolledStudents,
  completedStudents,
  avgCompletionRate,
}: CourseResultsProps) {
  if (enrolledStudents === 0) {
    return <p className="text-ink-soft">Nobody is enrolled yet, so there is nothing to report.</p>;
  }
  return (
    <StatGroup>
      <Stat label="Students" value={count(enrolledStudents)} note="enrolled now or finished" />
      <Stat
        label="Average completion"
        value={percent(Math.round(avgCompletionRate * 100))}
        note="of the required sections"
      />
      <Stat
        label="Finished"
        value={count(completedStudents)}
        note={`${percent(Math.round((10_000 * completedStudents) / enrolledStudents))} of the students`}
      />
    </StatGroup>
  );
}
