import { randomUUID } from 'node:crypto';

/** One number of a series, and below which one all of the series had been committed when it was given out. */
export type Numbered = { series: string; number: number; settled: number };

/** How a transaction ended; unknown where the connection was lost before the server had said. */
export type Ending = 'committed' | 'undone' | 'unknown';

type Series = {
  id: string;
  next: number;
  settled: number;
  /** Beyond `settled`. */
  committed: Set<number>;
  /** Of transactions that were undone, to be given out again: committed numbers have no gaps. */
  free: number[];
};

/**
 * Numbers for what transactions write, from 1. Whoever finds a row that says `settled` must find all numbers below it as well:
 * they were committed before it was written. After an ending that nobody knows another series begins, and so does each process.
 */
export class Numbering {
  #series = newSeries();
  readonly #of = new WeakMap<Numbered, Series>();

  take(): Numbered {
    const series = this.#series;
    const number = series.free.pop() ?? series.next++;
    const numbered = { series: series.id, number, settled: series.settled };
    this.#of.set(numbered, series);
    return numbered;
  }

  end(taken: readonly Numbered[], ending: Ending): void {
    for (const numbered of taken) {
      const series = this.#of.get(numbered);
      if (!series) continue;
      if (ending === 'committed') settle(series, numbered.number);
      else if (ending === 'undone') series.free.push(numbered.number);
      else if (series === this.#series) this.#series = newSeries();
    }
  }
}

const newSeries = (): Series => ({
  id: randomUUID(),
  next: 1,
  settled: 1,
  committed: new Set(),
  free: [],
});

function settle(series: Series, number: number): void {
  series.committed.add(number);
  while (series.committed.delete(series.settled)) series.settled += 1;
}
