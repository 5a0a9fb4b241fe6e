import { addDays, type CalendarDay, daysBetween, earlierOf, laterOf } from './calendar-day';
import type { Rules } from './rules/rules';

/** From when to when a course should be worked through, both days included. */
export type Plan = {
  from: CalendarDay;
  to: CalendarDay;
  /** Whether the course has dates, or only an estimate of its length. */
  basis: 'dates' | 'estimate';
};

/** What a plan is worked out from. */
export type Schedule = {
  enrolledOn: CalendarDay;
  startsOn: CalendarDay | null;
  endsOn: CalendarDay | null;
  /** Minutes. */
  estimatedDuration: number | null;
};

/**
 * The plan of a course for one student: its dates, from the day of enrolment for whoever came later; without
 * an end, the estimated minutes at the weekly hours of the rules. Null where a course has neither.
 */
export function planOf(schedule: Schedule, { outlook }: Rules): Plan | null {
  const { enrolledOn, startsOn, endsOn, estimatedDuration } = schedule;
  const from = laterOf(enrolledOn, startsOn ?? enrolledOn);
  if (endsOn !== null) return from < endsOn ? { from, to: endsOn, basis: 'dates' } : null;
  if (!estimatedDuration) return null;
  const days = Math.ceil((estimatedDuration / 60 / outlook.hoursAWeek) * 7);
  return { from, to: addDays(from, days - 1), basis: 'estimate' };
}

/** The last day of a course with dates; a plan that rests on an estimate ends no course. */
export const lastDayOf = (plan: Plan | null): CalendarDay | null =>
  plan?.basis === 'dates' ? plan.to : null;

/** What the plan wants done by the end of a day, in percent: the same amount every day. */
export function plannedBy({ from, to }: Pick<Plan, 'from' | 'to'>, day: CalendarDay): number {
  const share = (daysBetween(from, day) + 1) / (daysBetween(from, to) + 1);
  return Math.min(1, Math.max(0, share)) * 100;
}

/** A plan as a line: what should be done by the end of each day, in percent, and between which days it is drawn. */
export type PlannedLine = { from: CalendarDay; to: CalendarDay; by: (day: CalendarDay) => number };

/** The line of one plan. */
export const plannedLine = ({ from, to }: Pick<Plan, 'from' | 'to'>): PlannedLine => ({
  from,
  to,
  by: (day) => plannedBy({ from, to }, day),
});

type Planned = { plan: Pick<Plan, 'from' | 'to'> | null; sectionsRequired: number };

/**
 * The plans of several courses as one line: the sections that they want done by a day, of all that the courses require. Null
 * where a course has no plan, since what it wants by when nobody knows.
 */
export function plannedTogether(courses: readonly Planned[]): PlannedLine | null {
  const planned = courses.filter(({ sectionsRequired }) => sectionsRequired > 0);
  const lines = planned.flatMap(({ plan, sectionsRequired }) =>
    plan ? [{ ...plannedLine(plan), sectionsRequired }] : [],
  );
  if (lines.length === 0 || lines.length < planned.length) return null;
  const required = lines.reduce((sum, line) => sum + line.sectionsRequired, 0);
  return {
    from: lines.map(({ from }) => from).reduce(earlierOf),
    to: lines.map(({ to }) => to).reduce(laterOf),
    by: (day) => lines.reduce((sum, line) => sum + line.by(day) * line.sectionsRequired, 0) / required,
  };
}
