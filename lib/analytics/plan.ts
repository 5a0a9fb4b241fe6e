import { addDays, type CalendarDay, daysBetween, laterOf } from './calendar-day';
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

/** What the plan wants done by the end of a day, in percent: the same amount every day. */
export function plannedBy({ from, to }: Pick<Plan, 'from' | 'to'>, day: CalendarDay): number {
  const share = (daysBetween(from, day) + 1) / (daysBetween(from, to) + 1);
  return Math.min(1, Math.max(0, share)) * 100;
}
