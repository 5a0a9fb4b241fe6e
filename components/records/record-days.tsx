import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, counted, date, duration } from '@/lib/format';
import type { CourseRecord, EducationRecord } from '@/lib/records/schema';

type RecordDaysProps = {
  activity: NonNullable<EducationRecord['activity']>;
  courses: readonly CourseRecord[];
};

/** What a student did day by day, the newest first; folded, since it may be hundreds of rows. */
export function RecordDays({ activity, courses }: RecordDaysProps) {
  const days = new Set(activity.map(({ day }) => day)).size;
  if (days === 0) return <p className="text-ink-soft">No day with activity.</p>;
  const codes = new Map(courses.map(({ courseId, code, title }) => [courseId, code ?? title]));
  return (
    <details>
      <summary className="min-h-8 w-fit cursor-pointer content-center font-semibold text-accent pointer-coarse:min-h-11">
        {counted(days, 'day')} with activity
      </summary>
      <div className="mt-3">
        <Table caption="Days with activity" captionHidden stacked>
          <thead>
            <tr>
              <HeadCell>Day</HeadCell>
              <HeadCell>Course</HeadCell>
              <HeadCell numeric>Time</HeadCell>
              <HeadCell numeric>Interactions</HeadCell>
            </tr>
          </thead>
          <tbody>
            {activity.map(({ day, courseId, seconds, interactions }) => (
              <tr key={`${day} ${courseId}`}>
                <HeadCell scope="row">{date(day, 'UTC')}</HeadCell>
                <Cell label="Course">{codes.get(courseId) ?? 'a course that was left'}</Cell>
                <Cell label="Time" numeric>
                  {duration(seconds)}
                </Cell>
                <Cell label="Interactions" numeric>
                  {count(interactions)}
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
