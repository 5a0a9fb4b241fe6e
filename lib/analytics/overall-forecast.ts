import { type CalendarDay, laterOf } from './calendar-day';
import type { Forecast } from './forecast';

/** The forecast of one course under way. */
export type CourseForecast = {
  courseId: string;
  title: string;
  /** The last day of the course for this student; null without one. */
  endsOn: CalendarDay | null;
  forecast: Forecast;
};

type Known = Extract<Forecast, { known: true }>;

/** When all courses under way will be finished, the forecast of each beside it, the last to be finished first. */
export type OverallForecast = { courses: CourseForecast[] } & (
  | {
      known: true;
      /** The course that is expected to be finished last. */
      last: CourseForecast;
      /** The latest of what is expected of each, and of the ends of the ranges; `latest` null where one sees no end. */
      expected: CalendarDay;
      earliest: CalendarDay;
      latest: CalendarDay | null;
    }
  | { known: false; reason: string }
);

/**
 * All is finished when the last course is: each bound is the latest of the courses' own. Where one course has no forecast,
 * all together have none. Takes the forecasts of the courses that are not finished.
 */
export function forecastOverall(courses: readonly CourseForecast[]): OverallForecast {
  const known = courses.flatMap(({ forecast }) => (forecast.known ? [forecast] : []));
  const sorted = courses.toSorted(
    (a, b) => Number(finishOf(a) < finishOf(b)) - Number(finishOf(a) > finishOf(b)),
  );
  const [last] = sorted;
  if (!last || known.length < courses.length)
    return { courses: sorted, known: false, reason: reasonFor(courses.length, known.length) };
  return {
    courses: sorted,
    known: true,
    last,
    expected: known.map(({ expected }) => expected).reduce(laterOf),
    earliest: known.map(({ earliest }) => earliest).reduce(laterOf),
    latest: latestOf(known),
  };
}

/** Courses without a forecast come first: what is not known may be last. */
const finishOf = ({ forecast }: CourseForecast): string =>
  forecast.known ? `${forecast.expected} ${forecast.latest ?? '~'}` : '~';

const latestOf = (forecasts: readonly Known[]): CalendarDay | null => {
  const ends = forecasts.flatMap(({ latest }) => latest ?? []);
  return ends.length < forecasts.length ? null : ends.reduce(laterOf);
};

function reasonFor(courses: number, known: number): string {
  if (courses === 0) return 'You have finished all your courses.';
  if (known === 0) return 'Not enough data yet: none of your courses has a forecast.';
  return `Not enough data yet: ${known} of your ${courses} courses under way have a forecast.`;
}
