import type { Point } from './trend';

/** The largest figure of an object on each of some days, as readings keep it: `days` since 1970, in the same order as `values`. */
export type DailyFigures = { object: string; days: number[]; values: number[] };

/** When the figure of a day was seen: at its end; today’s now. */
const momentOf = (day: number, now: number): number => Math.min(day + 1, now);

/** The points of one object alone. */
export const pointsOf = ({ days, values }: Pick<DailyFigures, 'days' | 'values'>, now: number): Point[] =>
  days.flatMap((day, n) => {
    const value = values[n];
    return value === undefined ? [] : [{ day: momentOf(day, now), value }];
  });

/**
 * The points of several objects as one, such as the partitions of a table. A reading is kept of what changed only: on a day
 * without one an object is as it was before, and one that was not there yet counts for nothing.
 *
 * @param observed the days on which readings were taken at all
 * @param now days since 1970, with their part of a day
 */
export function pointsTogether(
  figures: readonly DailyFigures[],
  observed: readonly number[],
  now: number,
): Point[] {
  const began = Math.min(...figures.flatMap(({ days }) => days));
  return observed
    .filter((day) => day >= began)
    .map((day) => ({
      day: momentOf(day, now),
      value: figures.reduce((sum, each) => sum + valueAt(each, day), 0),
    }));
}

/** The newest value up to a day. Days are in order. */
function valueAt({ days, values }: DailyFigures, day: number): number {
  const n = days.findLastIndex((each) => each <= day);
  return n < 0 ? 0 : (values[n] ?? 0);
}
