import { observeStatements } from '@/db/observe';
import type { Statement } from '@/db/statement';
import { observeCache } from '@/lib/cache/observe';
import { observeOperations } from '@/lib/operation';
import { requestScope } from './request-scope';
import type { Asked } from './steps';

/**
 * Books every statement, every look into the cache and what is being done with the request (or job) that it is for.
 *
 * @param also hears of every statement, of those for nobody as well
 */
export function observeWork(also?: (asked: Asked) => void): void {
  observeStatements((statement) => noteStatement(statement, also));
  observeCache({ lookedUp: noteLookup, wait: noteWait });
  observeOperations(noteOperation);
}

/** Ends what `observeWork` began, for tests. */
export function leaveWorkAlone(): void {
  observeStatements(undefined);
  observeCache(undefined);
  observeOperations(undefined);
}

function noteStatement(statement: Statement, also: ((asked: Asked) => void) | undefined) {
  const scope = requestScope.get();
  if (!scope && !also) return undefined;
  const sent = performance.now();
  return (failed: boolean) => {
    const asked = { statement: nameOf(statement), sent, answered: performance.now(), failed };
    scope?.note(asked);
    also?.(asked);
  };
}

/** A statement that is not kept prepared has its name in its comment only. */
function nameOf({ name, text }: Statement): string {
  if (name !== '') return name;
  const begin = text.lastIndexOf('/* ');
  return begin < 0 ? 'unnamed' : text.slice(begin + 3, -3);
}

function noteLookup(found: boolean): void {
  const scope = requestScope.get();
  if (!scope) return;
  if (found) scope.cacheHits += 1;
  else scope.cacheMisses += 1;
}

const nothing = () => undefined;

function noteWait(): () => void {
  const scope = requestScope.get();
  if (!scope) return nothing;
  scope.beginWait();
  return () => scope.endWait();
}

function noteOperation(operation: string): void {
  const scope = requestScope.get();
  if (scope) scope.operation = operation;
}
