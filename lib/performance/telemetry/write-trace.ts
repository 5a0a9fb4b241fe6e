import {
  type Attributes,
  type Context,
  type HrTime,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { RequestScope } from '../requests/request-scope';
import type { Asked } from '../requests/steps';
import { seconds, wallClock } from './units';

/** One finished piece of work: a request or a job. */
export type Work = {
  name: string;
  kind: SpanKind;
  attributes: Attributes;
  scope: RequestScope;
  milliseconds: number;
  /** What kind of failure it came to; null where it came to none. */
  failure: string | null;
  parent?: Context;
};

/** A failure of which no more is told than that it was one, in OpenTelemetry’s word for it. */
export const otherError = '_OTHER';

/** What statements are told to be for. */
const purpose = ['http.request.method', 'http.route', 'syllabase.operation'];

/**
 * Writes a piece of work and its statements as one trace, once all is done: only then is it known what the work was, and
 * whoever waited for it has been answered.
 */
export function writeTrace(tracer: Tracer, work: Work): void {
  const { name, kind, scope, milliseconds, failure, parent = ROOT_CONTEXT } = work;
  const at = wallClock();
  const attributes = { ...work.attributes, ...figuresOf(scope) };
  const span = tracer.startSpan(name, { kind, startTime: at(scope.began), attributes }, parent);
  if (failure !== null) markFailed(span, failure);
  if (span.isRecording()) {
    const inside = trace.setSpan(parent, span);
    const what = Object.fromEntries(purpose.map((key) => [key, work.attributes[key]]));
    for (const asked of scope.steps?.first ?? []) writeStatement(tracer, asked, what, inside, at);
  }
  span.end(at(scope.began + milliseconds));
}

function writeStatement(
  tracer: Tracer,
  { statement, sent, answered, failed }: Asked,
  what: Attributes,
  inside: Context,
  at: (moment: number) => HrTime,
): void {
  const attributes = { ...what, 'db.system.name': 'postgresql', 'db.query.summary': statement };
  const span = tracer.startSpan(
    statement,
    { kind: SpanKind.CLIENT, startTime: at(sent), attributes },
    inside,
  );
  if (failed) markFailed(span, otherError);
  span.end(at(answered));
}

/** Never with the text of an error: it may repeat what somebody entered. */
function markFailed(span: Span, kind: string): void {
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

const figuresOf = (scope: RequestScope): Attributes => ({
  'syllabase.database.seconds': seconds(scope.databaseTime),
  'syllabase.database.statements': scope.statements,
  'syllabase.database.statements_left_out': scope.steps?.leftOut || undefined,
  'syllabase.cache.seconds': seconds(scope.cacheTime),
  'syllabase.cache.hits': scope.cacheHits,
  'syllabase.cache.misses': scope.cacheMisses,
});
