import type { Enrolled } from './shape';

/** A budget and what was measured of it: how many times the floor, at the present size and at a larger one. */
export type Measured = {
  limit: number;
  /** Whether the figure may be at most or must be at least the limit. */
  bound: 'most' | 'least';
  present: number;
  larger: number;
};

/** Growth slower than this does not come from the size: it is the noise of two measurements. */
const leastExponent = 0.03;
/** So many times the present size is beyond what a fit of two points can tell. */
export const farthest = 100;
const leastWeeks = 6;
const weeksLooked = 26;
/** A day farther away is no forecast. */
export const mostYears = 10;
const week = 7 * 86_400_000;

/** Whether a figure keeps to its budget. */
export const holds = ({ limit, bound }: Pick<Measured, 'limit' | 'bound'>, figure: number): boolean =>
  bound === 'most' ? figure <= limit : figure >= limit;

/**
 * How many times the present size a budget breaks at: through both measurements a power of the size is laid,
 * `figure = present · size^e`.
 *
 * @returns 1 where it is broken today; null where the figure does not depend on the size, or only beyond a hundred times
 */
export function breakingSize(measured: Measured, factor: number): number | null {
  if (!holds(measured, measured.present)) return 1;
  const worse = (from: number, to: number) => (measured.bound === 'most' ? to / from : from / to);
  const exponent = Math.log(worse(measured.present, measured.larger)) / Math.log(factor);
  if (!(exponent >= leastExponent)) return null;
  const size = worse(measured.present, measured.limit) ** (1 / exponent);
  return size > farthest ? null : size;
}

/** Enrolments by which a term grows, a week; the slope of a straight line laid through the weeks (least squares). */
export type Growth = { perWeek: number; weeks: number; enrolled: number };

/** @returns null before there are six weeks to fit, or where nothing grows */
export function fitGrowth(weeks: readonly Enrolled[]): Growth | null {
  const looked = weeks.slice(-weeksLooked);
  const [first, last] = [looked[0], looked.at(-1)];
  if (!first || !last || looked.length < leastWeeks) return null;
  const points = looked.map(({ week: text, enrolled }) => ({
    x: (Date.parse(text) - Date.parse(first.week)) / week,
    y: enrolled,
  }));
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const perWeek = mean((p) => (p.x - x) * (p.y - y)) / mean((p) => (p.x - x) ** 2);
  return perWeek > 0 ? { perWeek, weeks: looked.length, enrolled: last.enrolled } : null;
}

/**
 * The day by which the term has grown to `size` times the present one.
 *
 * @returns null where it is more than ten years away
 */
export function dayOfSize(size: number, { perWeek, enrolled }: Growth, today: Date): string | null {
  const weeks = (Math.max(1, size) - 1) * (enrolled / perWeek);
  if (weeks > mostYears * 52) return null;
  return new Date(today.getTime() + weeks * week).toISOString().slice(0, 10);
}
