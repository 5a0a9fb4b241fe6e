import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { RequestScope } from '../requests/request-scope';
import { Steps } from '../requests/steps';
import { describeRequest } from './describe-request';
import { parentOf } from './parent-of';
import { patternOf } from './product-words';
import { sayTrouble } from './say-trouble';
import { wallClock } from './units';
import { writeTrace } from './write-trace';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function requestTo(url: string, headers: Record<string, string> = {}): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  return Object.assign(request, { url, rawHeaders: Object.entries(headers).flat() });
}

const answered = (route: string, url: string, headers?: Record<string, string>) => ({
  route,
  status: 200,
  milliseconds: 1,
  scope: new RequestScope(),
  request: requestTo(url, headers),
});

it('says what a request did', () => {
  const operation = (...of: Parameters<typeof answered>) =>
    describeRequest(answered(...of), null).attributes['syllabase.operation'];
  expect(operation('GET /courses', '/courses')).toBe('page');
  expect(operation('GET /courses', '/courses', { RSC: '1' })).toBe('page data');
  expect(operation('POST /courses', '/courses', { 'Next-Action': 'a' })).toBe('action');
  expect(operation('GET /api/health', '/api/health')).toBe('call');
  const change = answered('POST /api/v1/enrollments', '/api/v1/enrollments');
  change.scope.operation = 'enrollment.create';
  expect(describeRequest(change, null).attributes['syllabase.operation']).toBe('enrollment.create');
});

it('tells no word of an address that is not the product’s', () => {
  const words = new Set(['', 'teach', 'students']);
  expect(patternOf('/teach/:id/students/anna', words)).toBe('/teach/:id/students/:id');
  expect(patternOf('/', words)).toBe('/');
  const part = fc.stringMatching(/^[a-z.-]{1,12}$/);
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const told = patternOf(`/${parts.join('/')}`, words).split('/');
      expect(told.every((each) => each === ':id' || words.has(each))).toBe(true);
    }),
  );
});

it('reads whose trace a request belongs to, and begins one where it cannot', () => {
  const header = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  expect(trace.getSpanContext(parentOf(header))).toMatchObject({
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    traceFlags: 1,
    isRemote: true,
  });
  const unreadable = [
    undefined,
    '',
    'x',
    `ff${header.slice(2)}`,
    header.replace('a', 'g'),
    `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
  ];
  for (const each of unreadable) expect(parentOf(each)).toBe(ROOT_CONTEXT);
  expect(trace.getSpanContext(parentOf(`01${header.slice(2)}-more`))?.traceId).toBe('a'.repeat(32));
});

it('turns moments into those of the wall clock, to less than a thousandth of a millisecond', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (moment) => {
      const at = wallClock();
      const [from, to] = [at(0), at(moment)];
      const passed = (to[0] - from[0]) * 1000 + (to[1] - from[1]) / 1e6;
      expect(Math.abs(passed - moment)).toBeLessThan(0.001);
      expect(to[1]).toBeLessThan(1e9);
    }),
  );
  const [now] = wallClock()(performance.now());
  expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(2);
});

it('writes the first statements of a piece of work and says how many it left out', () => {
  const exporter = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).getTracer(
    'test',
  );
  const scope = new RequestScope(new Steps());
  for (let n = 0; n < 210; n += 1)
    scope.note({
      statement: `test.${n}`,
      sent: scope.began + n,
      answered: scope.began + n + 1,
      failed: false,
    });
  writeTrace(tracer, {
    name: 'job',
    kind: SpanKind.INTERNAL,
    attributes: {},
    scope,
    milliseconds: 300,
    failure: null,
  });
  const spans = exporter.getFinishedSpans();
  expect(spans).toHaveLength(201);
  expect(spans.at(-1)).toMatchObject({
    name: 'job',
    attributes: { 'syllabase.database.statements': 210, 'syllabase.database.statements_left_out': 10 },
  });
});

it('says trouble once, and once that it is over', () => {
  const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const outcomes = [0, 1, 1, 0, 0];
  const exporter = {
    export: (_items: string[], done: (result: { code: number }) => void) =>
      done({ code: outcomes.shift() ?? 0 }),
  };
  sayTrouble('traces', exporter);
  const heard = vi.fn();
  for (let n = 0; n < 5; n += 1) exporter.export([], heard);
  expect(said.mock.calls.flat()).toEqual([
    'telemetry: traces do not arrive (no reason given); what waits too long is dropped',
    'telemetry: traces arrive again',
  ]);
  expect(heard).toHaveBeenCalledTimes(5);
});
