import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asSystem } from '@/lib/access/transaction';
import { noteReadings } from '../readings/note-readings';
import { CacheCounts } from './cache-counts';
import { Collected } from './collected';
import { observeWork } from './observe-work';
import { RequestScope, requestScope } from './request-scope';
import { routeName } from './route-name';
import { sayTimings } from './server-timing';
import { type Asked, Steps } from './steps';
import type { Answered } from './tally';

const writtenEvery = 60_000;

export type AnsweredRequest = Answered & {
  /** As `routeName` calls it. */
  route: string;
  request: IncomingMessage;
};

/** Hears of each statement and each answered request, besides what is written down. */
export type Listener = { noteStatement(asked: Asked): void; noteRequest(answered: AnsweredRequest): void };

const measured = Symbol('what this request asked');
/** The scope goes with its response: a map beside them would have to be cleaned with each collection of garbage. */
type Exchange = { request: IncomingMessage; response: ServerResponse & { [measured]?: RequestScope } };

/**
 * Call once when the web server starts. Measures every request and what it asks of database and cache, in memory; a batch
 * is written down once a minute, beside the requests. What could not be written waits for the next batch.
 */
export function measureRequests(listener?: Listener, collected = new Collected()): void {
  observeWork(listener?.noteStatement);
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Exchange;
    const scope = new RequestScope(listener && new Steps());
    response[measured] = scope;
    // Holds for everything that the answering of this request sets off.
    requestScope.enter(scope);
    sayTimings(request, response, scope);
  });
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Exchange;
    const scope = response[measured];
    const status = response.statusCode;
    const route = routeName(request.method ?? '', request.url ?? '/', status);
    if (!scope || route === null) return;
    const answered = { status, milliseconds: performance.now() - scope.began, scope };
    collected.add(route, answered);
    listener?.noteRequest({ ...answered, route, request });
  });
  const cache = new CacheCounts();
  setInterval(() => {
    collected.addReadings(cache.take());
    void writeDown(collected);
  }, writtenEvery).unref();
}

/** Writes down what was collected. */
export async function writeDown(collected: Collected): Promise<void> {
  const readings = collected.drain();
  if (readings.length === 0) return;
  try {
    await asSystem((tx) => noteReadings(tx, readings));
  } catch (error) {
    collected.addReadings(readings);
    console.error(
      `request timings wait for the next minute: ${error instanceof Error ? error.message : error}`,
    );
  }
}
