import { addCounters, type Counters } from '../readings/counters';
import type { Reading } from '../readings/note-readings';
import { type Answered, Tally } from './tally';

/** More routes than the product has: what would be more is counted together. */
const mostRoutes = 300;
const others = 'OTHER (further routes)';

/** What requests took and asked, by route, until it is written down. */
export class Collected {
  #tallies = new Map<string, Tally>();
  /** For the life of the process, since each name stays in the readings for a year. */
  readonly #known = new Set<string>();
  #added: readonly Reading[] = [];

  /** Adds one answered request. */
  add(route: string, answered: Answered): void {
    this.#tallyOf(route).add(answered);
  }

  #tallyOf(route: string): Tally {
    const known = this.#tallies.get(route);
    if (known) return known;
    if (route !== others && !this.#known.has(route)) {
      if (this.#known.size >= mostRoutes) return this.#tallyOf(others);
      this.#known.add(route);
    }
    const made = new Tally();
    this.#tallies.set(route, made);
    return made;
  }

  /** Takes everything out, in rows to keep, each object once. */
  drain(): Reading[] {
    const readings = [...this.#added, ...[...this.#tallies].flatMap(readingsOf)];
    this.#tallies = new Map();
    this.#added = [];
    return merged(readings);
  }

  /** Takes in what is to be written down with it: what could not be before, and readings of something else. */
  addReadings(readings: readonly Reading[]): void {
    this.#added = [...this.#added, ...readings];
  }
}

const readingsOf = ([route, tally]: [string, Tally]): Reading[] => [
  { kind: 'ROUTE', object: route, counters: tally.counters },
  ...tally.asked.map(
    ([name, counters]): Reading => ({ kind: 'ROUTE_STATEMENT', object: `${route} ${name}`, counters }),
  ),
];

function merged(readings: Reading[]): Reading[] {
  const sums = new Map<string, Reading>();
  for (const reading of readings) {
    const key = `${reading.kind} ${reading.object}`;
    const known = sums.get(key);
    const counters: Counters = known ? addCounters(known.counters, reading.counters) : reading.counters;
    sums.set(key, { ...reading, counters });
  }
  return [...sums.values()];
}
