import { addDays, type CalendarDay, daysBetween } from './calendar-day';
import type { CourseDay } from './course-days';
import type { Rules } from './rules/rules';

export type Forecast =
  | {
      known: true;
      /** At the mean pace of the weeks looked at. */
      expected: CalendarDay;
      /** In four of five cases between these two days; `latest` null where no end is in sight at the slower pace. */
      earliest: CalendarDay;
      latest: CalendarDay | null;
      /** Sections a week, and the whole weeks it is the mean of. */
      pace: number;
      weeks: number;
    }
  | { known: false; reason: string };

type Given = {
  today: CalendarDay;
  /** The first day with activity; null before it. */
  startedOn: CalendarDay | null;
  days: readonly CourseDay[];
  /** Required sections not finished yet. */
  remaining: number;
};

/** The 90 % points of Student's t by degrees of freedom 2–9 (any table): both sides together leave 20 %. */
const t90 = [1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383];

const notYet = (reason: string): Forecast => ({ known: false, reason: `Not enough data yet: ${reason}` });

/**
 * When the rest of a course will be finished, from the sections finished in each of the recent whole weeks
 * (of seven days, ending yesterday). After `w` more weeks the sections finished are predicted as
 * `pace·w ± t·√(s²·(w + w²/n))`: the spread of the weeks to come and the doubt about the pace itself, n weeks
 * having been seen. `s²` is at least the pace, as for counts at random, so that even weeks give no certainty.
 */
export function forecastFinish({ today, startedOn, days, remaining }: Given, { outlook }: Rules): Forecast {
  if (startedOn === null) return notYet('you have not begun.');
  const weeks = Math.min(outlook.weeks, Math.floor(daysBetween(startedOn, today) / 7));
  if (weeks < outlook.minimumWeeks)
    return notYet(`a forecast needs ${outlook.minimumWeeks} whole weeks of study.`);
  const counts = finishedByWeek(days, today, weeks);
  const finished = counts.reduce((sum, count) => sum + count, 0);
  if (finished < outlook.minimumSections)
    return notYet(
      `a forecast needs ${outlook.minimumSections} sections finished in the last ${weeks} weeks.`,
    );
  const pace = finished / weeks;
  const spread = Math.max(pace, varianceOf(counts, pace));
  const t = t90[weeks - 3] ?? 1.282;
  const reach = (day: number, sign: number) => {
    const w = day / 7;
    return pace * w + sign * t * Math.sqrt(spread * (w + (w * w) / weeks));
  };
  const horizon = outlook.horizonYears * 365;
  const dayReaching = (sign: number) => firstDay(horizon, (day) => reach(day, sign) >= remaining);
  const [earliest, latest] = [dayReaching(1), dayReaching(-1)];
  const expected = Math.ceil((remaining / pace) * 7);
  return {
    known: true,
    earliest: addDays(today, earliest ?? expected),
    expected: addDays(today, expected),
    latest: latest === null ? null : addDays(today, latest),
    pace: Math.round(pace * 10) / 10,
    weeks,
  };
}

/** Sections finished in each of the last weeks, the newest first; a week ends with yesterday. */
function finishedByWeek(days: readonly CourseDay[], today: CalendarDay, weeks: number): number[] {
  const counts = Array.from({ length: weeks }, () => 0);
  for (const { day, finished } of days) {
    const week = Math.floor((daysBetween(day, today) - 1) / 7);
    if (week >= 0 && week < weeks) counts[week] = (counts[week] ?? 0) + finished;
  }
  return counts;
}

const varianceOf = (counts: readonly number[], mean: number): number =>
  counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);

/** The first day ahead for which it holds; null where none does within `horizon` days. */
function firstDay(horizon: number, holds: (day: number) => boolean): number | null {
  for (let day = 0; day <= horizon; day++) if (holds(day)) return day;
  return null;
}
