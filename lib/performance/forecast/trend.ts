/** A figure as it was at a moment, in days since some beginning. */
export type Point = { day: number; value: number };

/** How a figure grows: a straight line through its points (least squares). */
export type Trend = {
  points: number;
  /** Days between the first and the last of them. */
  days: number;
  latest: number;
  /** By how much it grows a day, and the range in which that lies with 95 % (Student’s t). */
  perDay: number;
  low: number;
  high: number;
};

export const leastDays = 7;
/** Fewer say nothing of how far a line can be trusted. */
const leastPoints = 5;

/** @returns null before there are seven days and five points to lay a line through */
export function fitTrend(points: readonly Point[]): Trend | null {
  const ordered = points.toSorted((a, b) => a.day - b.day);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last || ordered.length < leastPoints || last.day - first.day < leastDays) return null;
  const slope = slopeOf(ordered);
  return { points: ordered.length, days: last.day - first.day, latest: last.value, ...slope };
}

function slopeOf(points: readonly Point[]): Pick<Trend, 'perDay' | 'low' | 'high'> {
  const [day, value] = [meanOf(points, (point) => point.day), meanOf(points, (point) => point.value)];
  const sum = (of: (x: number, y: number) => number) =>
    points.reduce((total, point) => total + of(point.day - day, point.value - value), 0);
  const spread = sum((x) => x * x);
  const perDay = sum((x, y) => x * y) / spread;
  const freedom = points.length - 2;
  const error = Math.sqrt(sum((x, y) => (y - perDay * x) ** 2) / freedom / spread);
  const margin = studentsT(freedom) * error;
  return { perDay, low: perDay - margin, high: perDay + margin };
}

const meanOf = (points: readonly Point[], of: (point: Point) => number) =>
  points.reduce((sum, point) => sum + of(point), 0) / points.length;

/** Two-sided 95 % of Student’s t by Cornish and Fisher’s expansion; right to one percent from three degrees of freedom on. */
function studentsT(freedom: number): number {
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}
