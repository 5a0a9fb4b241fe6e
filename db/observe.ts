import type { Statement } from './statement';

/** Is told of each statement as it goes out, and answers with what to call when its answer is there, with whether it failed; nothing to go unmeasured. */
export type StatementObserver = (statement: Statement) => ((failed: boolean) => void) | undefined;

// Several bundles load this file; they must mean the same observer.
const held = globalThis as typeof globalThis & { syllabaseStatementObserver?: StatementObserver };

export function observeStatements(observer: StatementObserver | undefined): void {
  held.syllabaseStatementObserver = observer;
}

/** Runs a statement under the eyes of the observer, if there is one. */
export function observed<T>(statement: Statement, run: () => Promise<T>): Promise<T> {
  const ended = held.syllabaseStatementObserver?.(statement);
  const answer = run();
  if (ended)
    answer.then(
      () => ended(false),
      () => ended(true),
    );
  return answer;
}
