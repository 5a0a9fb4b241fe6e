import { randomUUID } from 'node:crypto';

/** One number of a series, and below which one all of the series had been committed when it was given out. */
export type Numbered = {
  series: string;
  number: number;
  settled: number;
  /** Numbers of which nobody knows whether they were committed: nobody is to miss them once this one is. */
  doubts: readonly number[];
};

/** How a transaction ended; unknown where the connection was lost before the server had said. */
export type Ending = 'committed' | 'undone' | 'unknown';

/**
 * Numbers for what transactions write, from 1, in a series of each process's own. Whoever finds a row that says `settled` must find all
 * numbers below it as well, but those in doubt: they were committed before it was written.
 */
export class Numbering {
  readonly #series = randomUUID();
  #next = 1;
  #settled = 1;
  /** Beyond `settled`. */
  readonly #committed = new Set<number>();
  /** Of transactions that were undone, to be given out again: committed numbers have no gaps. */
  readonly #free: number[] = [];
  /** In doubt, and in no row yet that says so. */
  #doubts: number[] = [];

  take(): Numbered {
    const number = this.#free.pop() ?? this.#next++;
    const doubts = this.#doubts;
    this.#doubts = [];
    return { series: this.#series, number, settled: this.#settled, doubts };
  }

  end(taken: readonly Numbered[], ending: Ending): void {
    for (const { number, doubts } of taken) {
      if (ending === 'committed') for (const one of [number, ...doubts]) this.#settle(one);
      else {
        this.#doubts.push(...doubts);
        (ending === 'undone' ? this.#free : this.#doubts).push(number);
      }
    }
  }

  #settle(number: number): void {
    this.#committed.add(number);
    while (this.#committed.delete(this.#settled)) this.#settled += 1;
  }
}
