import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { observeStatements } from '@/db/observe';
import type { Statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { type CacheObserver, observeCache } from '@/lib/cache/observe';
import { noteReadings } from '../readings/note-readings';
import { Collected } from './collected';
import { RequestScope, requestScope } from './request-scope';
import { routeName } from './route-name';
import { sayTimings } from './server-timing';

const writtenEvery = 60_000;

type Exchange = { request: IncomingMessage; response: ServerResponse };

/**
 * Call once when the web server starts. Measures every request and what it asks of database and cache, in memory; a batch
 * is written down once a minute, beside the requests. What could not be written waits for the next batch.
 */
export function measureRequests(collected = new Collected()): void {
  const scopes = new WeakMap<IncomingMessage, RequestScope>();
  observeStatements(noteStatement);
  observeCache(cacheOfRequests);
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Exchange;
    const scope = new RequestScope();
    scopes.set(request, scope);
    // Holds for everything that the answering of this request sets off.
    requestScope.enterWith(scope);
    sayTimings(request, response, scope);
  });
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Exchange;
    const scope = scopes.get(request);
    const name = routeName(request.method ?? '', request.url ?? '/', response.statusCode);
    if (!scope || name === null) return;
    const milliseconds = performance.now() - scope.began;
    collected.add(name, { status: response.statusCode, milliseconds, scope });
  });
  setInterval(() => void writeDown(collected), writtenEvery).unref();
}

const nothing = () => undefined;

const cacheOfRequests: CacheObserver = {
  lookedUp(found) {
    const scope = requestScope.getStore();
    if (!scope) return;
    if (found) scope.cacheHits += 1;
    else scope.cacheMisses += 1;
  },
  wait() {
    const scope = requestScope.getStore();
    if (!scope) return nothing;
    scope.beginWait();
    return () => scope.endWait();
  },
};

function noteStatement(statement: Statement): (() => void) | undefined {
  const scope = requestScope.getStore();
  if (!scope) return undefined;
  const sent = performance.now();
  return () => scope.note(nameOf(statement), performance.now() - sent);
}

/** A statement that is not kept prepared has its name in its comment only. */
function nameOf({ name, text }: Statement): string {
  if (name !== '') return name;
  const begin = text.lastIndexOf('/* ');
  return begin < 0 ? 'unnamed' : text.slice(begin + 3, -3);
}

/** Writes down what was collected. */
export async function writeDown(collected: Collected): Promise<void> {
  const readings = collected.drain();
  if (readings.length === 0) return;
  try {
    await asSystem((tx) => noteReadings(tx, readings));
  } catch (error) {
    collected.restore(readings);
    console.error(
      `request timings wait for the next minute: ${error instanceof Error ? error.message : error}`,
    );
  }
}
