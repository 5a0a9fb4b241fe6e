import type { LinePoint } from '@/lib/analytics/progress-line';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { date } from '@/lib/format';
import { ProgressPicture } from './progress-picture';

type ProgressFigureProps = { points: readonly LinePoint[]; course: CourseProgress };

const planNotes = {
  dates: 'The plan spreads the course evenly over its dates, from your enrolment if that was later.',
  estimate: 'The plan spreads the course’s own estimate over weeks of study from your enrolment.',
};

/** How far the course was on each day, beside the plan. */
export function ProgressFigure({ points, course }: ProgressFigureProps) {
  const { plan, timeZone } = course;
  return (
    <ProgressPicture
      points={points}
      summary={summaryOf(course)}
      note={`Counts sections that are done; one begun counts once it is done. ${plan ? planNotes[plan.basis] : 'This course has no dates and no estimate to plan with.'} Days in ${timeZone}.`}
    />
  );
}

function summaryOf({ status, completedAt, plan, timeZone }: CourseProgress): string {
  if (status === 'COMPLETED' && completedAt !== null)
    return `All of it since ${date(completedAt, timeZone)}.`;
  if (!plan) return 'Required sections done, in percent, by day.';
  return `The plan has ${Math.round(plan.plannedProgress)} % done by today and all of it by ${date(plan.to, 'UTC')}.`;
}
