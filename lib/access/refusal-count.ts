const windowLength = 15 * 60_000;
/** So many are recorded one by one. */
export const recordedInFull = 500;
const remembered = 10_000;

type Count = { since: number; refusals: number };

// Several bundles load this file; they must count together.
const held = globalThis as typeof globalThis & { syllabaseRefusals?: Map<string, Count> };

/**
 * Counts a refusal of somebody. In memory: what is refused in a flood must cost the database nothing.
 *
 * @param now milliseconds since 1970
 * @returns the how-manieth it is within its quarter of an hour, in this process
 */
export function countRefusal(key: string, now = Date.now()): number {
  const counts = allCounts();
  const count = current(key, now) ?? { since: now, refusals: 0 };
  count.refusals += 1;
  counts.delete(key);
  counts.set(key, count);
  const [oldest] = counts.keys();
  if (counts.size > remembered && oldest !== undefined) counts.delete(oldest);
  return count.refusals;
}

/** How many there have been within the quarter of an hour that began with the first of them. */
export const refusalsSoFar = (key: string, now = Date.now()): number => current(key, now)?.refusals ?? 0;

function current(key: string, now: number): Count | undefined {
  const known = allCounts().get(key);
  return known && now - known.since < windowLength ? known : undefined;
}

function allCounts(): Map<string, Count> {
  held.syllabaseRefusals ??= new Map();
  return held.syllabaseRefusals;
}

/** A flood does not fill the trail: beyond the first 500, each that doubles their number is recorded, with the number. */
export const isRecorded = (refusals: number): boolean =>
  refusals <= recordedInFull || Number.isInteger(Math.log2(refusals / recordedInFull));
