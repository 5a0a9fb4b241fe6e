import { addDays, type CalendarDay, daysBetween, earlierOf, laterOf } from './calendar-day';
import type { CourseDay } from './course-days';
import type { PlannedLine } from './plan';

/** One day of the picture “progress against time”; null where a line has no value. */
export type LinePoint = {
  day: CalendarDay;
  /** Required sections finished so far. */
  sections: number | null;
  /** The same in percent of all of them, and what the plan wants. */
  finished: number | null;
  planned: number | null;
};

type Given = {
  enrolledOn: CalendarDay;
  today: CalendarDay;
  sectionsRequired: number;
  days: readonly CourseDay[];
  plan: PlannedLine | null;
  /** More days than that are thinned to about so many points, evenly around today; the ends stay. */
  mostPoints?: number;
};

/**
 * The share of required sections finished by the end of each day, from enrolment (or the first finished
 * section, if that was earlier) to today, and beside it what the plan wants until its end.
 */
export function progressLine({
  enrolledOn,
  today,
  sectionsRequired,
  days,
  plan,
  mostPoints = 120,
}: Given): LinePoint[] {
  const first = days.find(({ finished }) => finished > 0)?.day ?? enrolledOn;
  const from = earlierOf(earlierOf(enrolledOn, first), plan?.from ?? enrolledOn);
  const to = laterOf(today, plan?.to ?? today);
  const length = daysBetween(from, to) + 1;
  const step = Math.max(1, Math.ceil(length / mostPoints));
  const done = runningTotal(days);
  const shown = new Set([from, today, to]);
  for (let n = daysBetween(from, today) % step; n < length; n += step) shown.add(addDays(from, n));
  return [...shown].sort().map((day) => ({
    day,
    ...finishedBy(day > today ? null : done(day), sectionsRequired),
    planned: plan && day >= plan.from && day <= plan.to ? round(plan.by(day)) : null,
  }));
}

const finishedBy = (sections: number | null, required: number) => ({
  sections,
  finished: sections === null ? null : shareOf(sections, required),
});

/** Sections finished up to and including a day; asked for days in ascending order. */
function runningTotal(days: readonly CourseDay[]): (day: CalendarDay) => number {
  let next = 0;
  let total = 0;
  return (day) => {
    for (let entry = days[next]; entry && entry.day <= day; entry = days[next]) {
      total += entry.finished;
      next += 1;
    }
    return total;
  };
}

const shareOf = (finished: number, required: number) =>
  required > 0 ? round(Math.min(1, finished / required) * 100) : 0;

const round = (value: number) => Math.round(value * 10) / 10;
