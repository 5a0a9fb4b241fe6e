/** Figures by name. They add up; one whose name begins with `max` is the largest that was seen. */
export type Counters = Readonly<Record<string, number>>;

/** How far the counters of an object have come since `epoch`, the moment from which the server counts. */
export type Totals = { epoch: string; counters: Counters };

/** Totals that are sums of fractions may shrink in their last digits; less than this share is no new beginning. */
const rounding = 1e-6;

const isLargest = (name: string) => name.startsWith('max');

/** Two periods as one. */
export function addCounters(a: Counters, b: Counters): Counters {
  const sum: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const kept = sum[name];
    if (kept === undefined) sum[name] = value;
    else sum[name] = isLargest(name) ? Math.max(kept, value) : kept + value;
  }
  return sum;
}

/**
 * What was counted between two looks at the same object. Where counting began anew in between (another epoch, or a
 * counter that went back), or the object was not there before, that is all that is counted now: what came after the
 * earlier look and before the new beginning is lost, and nothing is ever counted twice or less than nothing.
 */
export function deltaSince(before: Totals | undefined, now: Totals): Counters {
  if (!before || beganAnew(before, now)) return now.counters;
  return Object.fromEntries(
    Object.entries(now.counters).map(([name, value]) => [
      name,
      // What was not looked at before may have been counted for long.
      Math.max(0, value - (before.counters[name] ?? value)),
    ]),
  );
}

const beganAnew = (before: Totals, now: Totals): boolean =>
  before.epoch !== now.epoch ||
  Object.entries(before.counters).some(
    ([name, value]) => (now.counters[name] ?? value) < value * (1 - rounding),
  );

/** Nothing happened. */
export const isStill = (counters: Counters): boolean => Object.values(counters).every((value) => value === 0);
