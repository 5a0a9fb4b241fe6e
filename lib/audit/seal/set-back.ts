/** Clocks of servers differ by seconds; one that differs by more was set. */
const tolerance = 60_000;

/**
 * By how much the clock has been set back since a checkpoint was sealed, in milliseconds; 0 where it has not. Which rows are
 * sealed, and in which order, asks no clock: one that is wrong holds up nothing, and is told.
 *
 * @param sealedAt what the checkpoint says
 * @param now milliseconds since 1970
 */
export function setBackBy(sealedAt: string, now: number): number {
  const ahead = Date.parse(sealedAt) - now;
  return ahead > tolerance ? ahead : 0;
}
