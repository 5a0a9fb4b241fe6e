import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { type ReceivedMetric, type ReceivedSpan, readMetrics, readSpans } from './read-export';

/** Takes what comes; answers that it is busy; never answers. */
export type Mood = 'well' | 'busy' | 'silent';

export type Receiver = {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  /** By their last export. */
  readonly metrics: ReceivedMetric[];
  /** Everything that came, as text, to look for what must not be in it. */
  readonly texts: string[];
  mood: Mood;
  close(): Promise<void>;
};

const forms = ['application/json', 'application/x-protobuf'];

/** A collector on this machine, as OTLP/HTTP 1.x describes one: two addresses, JSON or protobuf, gzip or not. */
export async function startReceiver(): Promise<Receiver> {
  const received = { spans: [] as ReceivedSpan[], metrics: [] as ReceivedMetric[], texts: [] as string[] };
  const state: { mood: Mood } = { mood: 'well' };
  const server = createServer((request, response) => {
    void receive(request, response, state.mood, received).catch((error: Error) => {
      received.texts.push(`not understood: ${error.message}`);
      response.writeHead(400).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return Object.assign(state, received, {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  mood: Mood,
  { spans, metrics, texts }: Pick<Receiver, 'spans' | 'metrics' | 'texts'>,
): Promise<void> {
  const raw = await buffer(request);
  const form = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || !forms.includes(form)) throw new Error(`${request.method} of ${form}`);
  if (mood === 'silent') return;
  if (mood === 'busy') return void response.writeHead(503).end();
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  const isJson = form === 'application/json';
  texts.push(body.toString('latin1'));
  if (request.url === '/v1/traces') spans.push(...readSpans(body, isJson));
  else if (request.url === '/v1/metrics') metrics.splice(0, metrics.length, ...readMetrics(body, isJson));
  else throw new Error(`nothing at ${request.url}`);
  response.writeHead(200, { 'content-type': form }).end(isJson ? '{}' : undefined);
}
