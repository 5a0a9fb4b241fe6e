import { setTimeout as sleep } from 'node:timers/promises';

const askEvery = 4;

type Waiter = { seq: number; until: number; resolve: () => void };

/** Writers waiting until every live instance has applied their change; one question at a time for all of them. */
export class Acknowledgements {
  readonly #appliedByAll: () => Promise<number>;
  #waiters: Waiter[] = [];
  #asking = false;

  /** @param appliedByAll up to where every live instance is; may fail */
  constructor(appliedByAll: () => Promise<number>) {
    this.#appliedByAll = appliedByAll;
  }

  /** @param until when to stop waiting, on the clock of `performance.now()` */
  wait(seq: number, until: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push({ seq, until, resolve });
      if (!this.#asking) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#waiters.length > 0) {
      const applied = await this.#appliedByAll().catch(() => -1);
      const now = performance.now();
      const [done, waiting] = [[], []] as [Waiter[], Waiter[]];
      for (const waiter of this.#waiters)
        (waiter.seq <= applied || waiter.until <= now ? done : waiting).push(waiter);
      this.#waiters = waiting;
      for (const { resolve } of done) resolve();
      if (waiting.length > 0) await sleep(askEvery);
    }
    this.#asking = false;
  }
}
