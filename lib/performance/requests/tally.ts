import type { Counters } from '../readings/counters';
import { bucketCounters, countIn, noBuckets } from './histogram';
import type { RequestScope } from './request-scope';

export type Answered = { status: number; milliseconds: number; scope: RequestScope };

/** One route's requests, added up in place: this runs for every request, also those that are answered from memory. */
export class Tally {
  #requests = 0;
  #milliseconds = 0;
  #databaseMilliseconds = 0;
  #statements = 0;
  #cacheMilliseconds = 0;
  #cacheHits = 0;
  #cacheMisses = 0;
  #failures = 0;
  #maxMilliseconds = 0;
  readonly #buckets = noBuckets();
  readonly #asked = new Map<string, { requests: number; calls: number; maxCalls: number }>();

  add({ status, milliseconds, scope }: Answered): void {
    this.#requests += 1;
    this.#milliseconds += milliseconds;
    this.#maxMilliseconds = Math.max(this.#maxMilliseconds, milliseconds);
    if (status >= 500) this.#failures += 1;
    countIn(this.#buckets, milliseconds);
    this.#cacheMilliseconds += scope.cacheTime;
    this.#cacheHits += scope.cacheHits;
    this.#cacheMisses += scope.cacheMisses;
    if (!scope.calls) return;
    this.#databaseMilliseconds += scope.databaseTime;
    for (const [statement, calls] of scope.calls) this.#ask(statement, calls);
  }

  #ask(statement: string, calls: number): void {
    this.#statements += calls;
    const asked = this.#asked.get(statement);
    if (!asked) {
      this.#asked.set(statement, { requests: 1, calls, maxCalls: calls });
      return;
    }
    asked.requests += 1;
    asked.calls += calls;
    asked.maxCalls = Math.max(asked.maxCalls, calls);
  }

  /** As counters of a reading; its buckets are the histogram. */
  get counters(): Counters {
    return {
      requests: this.#requests,
      milliseconds: this.#milliseconds,
      databaseMilliseconds: this.#databaseMilliseconds,
      statements: this.#statements,
      cacheMilliseconds: this.#cacheMilliseconds,
      cacheHits: this.#cacheHits,
      cacheMisses: this.#cacheMisses,
      failures: this.#failures,
      maxMilliseconds: this.#maxMilliseconds,
      ...bucketCounters(this.#buckets),
    };
  }

  /** What was asked of the database, by the name of the statement. */
  get asked(): [statement: string, counters: Counters][] {
    return [...this.#asked];
  }
}
