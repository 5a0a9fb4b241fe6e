import { type Attributes, type Meter, SpanKind, type Tracer } from '@opentelemetry/api';
import { env } from '@/lib/env';
import type { AnsweredRequest } from '../requests/measure-requests';
import { RequestScope, requestScope } from '../requests/request-scope';
import { Steps } from '../requests/steps';
import { describeRequest } from './describe-request';
import { createMeasures } from './measures';
import { parentOf } from './parent-of';
import { productWords } from './product-words';
import type { Telemetry } from './telemetry';
import { seconds } from './units';
import { otherError, writeTrace } from './write-trace';

/** Attributes that nothing is known of are left out: metrics would keep them as empty. */
const errorOf = (failure: string | null): Attributes => (failure === null ? {} : { 'error.type': failure });

/** Tells of requests, statements and jobs, each in the moment it is done, in memory; sending is the providers' affair. */
export function tellOfWork(tracer: Tracer, meter: Meter): Omit<Telemetry, 'stop'> {
  const measures = createMeasures(meter);
  const words = productWords();
  // A stranger who named a trace could decide what is recorded, and in whose.
  const believesTraces = env().TRUST_PROXY;

  const noteRequest = (answered: AnsweredRequest) => {
    const { name, attributes, failure } = describeRequest(answered, words);
    const { scope, milliseconds, request } = answered;
    const { 'syllabase.operation': _operation, ...told } = attributes;
    const dimensions = { ...told, ...errorOf(failure) };
    measures.requests.record(seconds(milliseconds), dimensions);
    measures.requestDatabase.record(seconds(scope.databaseTime), dimensions);
    measures.requestCache.record(seconds(scope.cacheTime), dimensions);
    const parent = parentOf(believesTraces ? request.headers.traceparent : undefined);
    writeTrace(tracer, { name, kind: SpanKind.SERVER, attributes, failure, scope, milliseconds, parent });
  };

  const noteJob = (queue: string, scope: RequestScope, failed: boolean) => {
    const milliseconds = performance.now() - scope.began;
    const failure = failed ? otherError : null;
    const attributes: Attributes = { 'syllabase.operation': queue };
    measures.jobs.record(seconds(milliseconds), { ...attributes, ...errorOf(failure) });
    writeTrace(tracer, { name: queue, kind: SpanKind.INTERNAL, attributes, failure, scope, milliseconds });
  };

  return {
    noteRequest,
    noteStatement({ statement, sent, answered, failed }) {
      measures.statements.record(seconds(answered - sent), {
        'db.system.name': 'postgresql',
        'db.query.summary': statement,
        ...errorOf(failed ? otherError : null),
      });
    },
    async watchJob(queue, run) {
      const scope = new RequestScope(new Steps());
      try {
        const result = await requestScope.run(scope, run);
        noteJob(queue, scope, false);
        return result;
      } catch (error) {
        noteJob(queue, scope, true);
        throw error;
      }
    },
  };
}
