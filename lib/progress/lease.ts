import { longestStep } from './active-time';

/** Which tab counts, where the browser has no locks: a claim that its holder renews. `until` is Unix milliseconds. */
export type Lease = { holder: string; until: number };

/**
 * Two of the longest stretches that a tab counts at once: one up to a signal that comes late with an earlier
 * time, one from there to now. A holder that fell asleep can then never count past the end of its lease,
 * however late it notices that another tab has taken over.
 */
export const leaseLength = 2 * longestStep;

/** The lease after `tab` asked for it: its own, renewed, or that of a holder who still has time. */
export function claimLease(current: Lease | null, tab: string, now: number): Lease {
  const taken = current !== null && current.holder !== tab && current.until > now;
  return taken ? current : { holder: tab, until: now + leaseLength };
}

/** The lease after `tab` gave it up. */
export const releaseLease = (current: Lease | null, tab: string): Lease | null =>
  current?.holder === tab ? null : current;
