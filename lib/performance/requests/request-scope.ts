import { workContext } from '@/lib/work-context';
import type { Asked, Steps } from './steps';

/** What one request asked of the database and of the cache. Times in milliseconds. */
export class RequestScope {
  readonly began = performance.now();
  /** How often it asked each statement; absent where it asked none. */
  calls?: Map<string, number>;
  databaseTime = 0;
  /** Answers that were kept, and such that were not. */
  cacheHits = 0;
  cacheMisses = 0;
  #cacheTime = 0;
  #waits = 0;
  #waitingSince = 0;

  /** What is being done, in the words of the audit trail; absent where nothing is changed. */
  operation?: string;
  /** Each statement by itself; absent where nobody wants to know. */
  readonly steps: Steps | undefined;

  constructor(steps?: Steps) {
    this.steps = steps;
  }

  note(asked: Asked): void {
    this.calls ??= new Map();
    this.calls.set(asked.statement, (this.calls.get(asked.statement) ?? 0) + 1);
    this.databaseTime += asked.answered - asked.sent;
    this.steps?.add(asked);
  }

  /** Of waits at the same time, the time counts once. */
  beginWait(): void {
    if (this.#waits === 0) this.#waitingSince = performance.now();
    this.#waits += 1;
  }

  endWait(): void {
    this.#waits -= 1;
    if (this.#waits === 0) this.#cacheTime += performance.now() - this.#waitingSince;
  }

  /** How long it has waited for the cache until now. */
  get cacheTime(): number {
    return this.#cacheTime + (this.#waits > 0 ? performance.now() - this.#waitingSince : 0);
  }

  get statements(): number {
    let sum = 0;
    for (const calls of this.calls?.values() ?? []) sum += calls;
    return sum;
  }
}

/** The request that is being answered here, if any. */
export const requestScope = workContext<RequestScope>('request');
