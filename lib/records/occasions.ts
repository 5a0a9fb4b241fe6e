import type { Disclosure } from './disclosures';

/** Looks that say the same of the same person: the newest, how many they are, and when the first was. */
export type Occasion = { look: Disclosure; times: number; since: string };

/** Milliseconds between two looks of one occasion, at most. */
const apart = 3_600_000;

/**
 * Puts together what somebody did again and again in one sitting, as whoever decides requests opens their list anew after each.
 *
 * @param looks newest first
 * @returns in the order of the newest of each; every look is in exactly one
 */
export function occasionsOf(looks: readonly Disclosure[]): Occasion[] {
  const occasions: Occasion[] = [];
  const open = new Map<string, Occasion>();
  for (const look of looks) {
    const { id: _id, at, ...same } = look;
    const key = JSON.stringify(same);
    const occasion = open.get(key);
    if (occasion && Date.parse(occasion.since) - Date.parse(at) <= apart) {
      occasion.times += 1;
      occasion.since = at;
      continue;
    }
    const next = { look, times: 1, since: at };
    occasions.push(next);
    open.set(key, next);
  }
  return occasions;
}
