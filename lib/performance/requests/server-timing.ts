import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestScope } from './request-scope';
import { partsOf } from './time-parts';

/**
 * Where timings are said: what only administrators get, and what people read of themselves. Elsewhere they would tell a
 * stranger how much there is of something.
 */
const sayable = /^\/(api\/v1\/)?(admin|me|dashboard)(\/|$|\?)/;

/** Puts a Server-Timing header on answers that may have one: whole milliseconds up to the first byte. */
export function sayTimings(request: IncomingMessage, response: ServerResponse, scope: RequestScope): void {
  if (!sayable.test(request.url ?? '')) return;
  const writeHead = response.writeHead.bind(response);
  const withTimings = (...head: Parameters<typeof writeHead>) => {
    const [status] = head;
    if (status < 400 && !response.headersSent) response.appendHeader('server-timing', timingsOf(scope));
    return writeHead(...head);
  };
  Object.assign(response, { writeHead: withTimings });
}

/**
 * `db`: in the database, statement by statement; `cache`: looking up and waiting for what somebody else loads;
 * `render`: everything else.
 */
export function timingsOf(scope: RequestScope): string {
  const { statements, cacheHits, cacheMisses } = scope;
  const { database, cache, render } = partsOf(performance.now() - scope.began, scope);
  return [
    `db;dur=${Math.round(database)};desc="statements: ${statements}"`,
    `cache;dur=${Math.round(cache)};desc="hits: ${cacheHits}, misses: ${cacheMisses}"`,
    `render;dur=${Math.round(render)}`,
  ].join(', ');
}
