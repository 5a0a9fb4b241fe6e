import type { Trend } from './trend';

/** Days from now until a figure reaches a limit. Null: not at this growth, or only beyond ten years. */
export type Reached = {
  /** By the straight line. */
  expected: number | null;
  /** By the quickest and by the slowest growth that the points allow. */
  earliest: number | null;
  latest: number | null;
};

/** Beyond that a straight line tells nothing. */
export const mostDays = 3_652;

/** When a figure that grows by a trend reaches a limit; a figure beyond it has reached it now. */
export function whenReached({ latest, perDay, low, high }: Trend, limit: number): Reached {
  const daysAt = (growth: number): number | null => {
    if (latest >= limit) return 0;
    const days = (limit - latest) / growth;
    return growth > 0 && days <= mostDays ? days : null;
  };
  return { expected: daysAt(perDay), earliest: daysAt(high), latest: daysAt(low) };
}
