import { AsyncLocalStorage } from 'node:async_hooks';

/** What one request asked of the database. Times in milliseconds. */
export class RequestScope {
  readonly began = performance.now();
  /** How often it asked each statement; absent where it asked none. */
  calls?: Map<string, number>;
  databaseTime = 0;

  note(statement: string, milliseconds: number): void {
    this.calls ??= new Map();
    this.calls.set(statement, (this.calls.get(statement) ?? 0) + 1);
    this.databaseTime += milliseconds;
  }

  get statements(): number {
    let sum = 0;
    for (const calls of this.calls?.values() ?? []) sum += calls;
    return sum;
  }
}

// Several bundles load this file; they must mean the same request.
const held = globalThis as typeof globalThis & { syllabaseRequestScope?: AsyncLocalStorage<RequestScope> };
held.syllabaseRequestScope ??= new AsyncLocalStorage();

/** The request that is being answered here, if any. */
export const requestScope = held.syllabaseRequestScope;
