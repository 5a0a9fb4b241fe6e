import { z } from 'zod';
import { metricsRequest, traceRequest } from './otlp-shapes';
import { readMessage } from './read-protobuf';

const attributes = z
  .array(
    z.object({
      key: z.string(),
      value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  )
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]])));
const resource = z.object({ attributes });

const span = z.object({
  traceId: z.string().length(32),
  spanId: z.string().length(16),
  parentSpanId: z.string().default(''),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes,
  events: z.array(z.unknown()).default([]),
  status: z.object({ code: z.number().default(0), message: z.string().optional() }).default({ code: 0 }),
});
const spans = z
  .object({
    resourceSpans: z.array(z.object({ resource, scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
  })
  .transform(({ resourceSpans }) =>
    resourceSpans.flatMap((from) =>
      from.scopeSpans.flatMap((scope) =>
        scope.spans.map((each) => ({ ...each, resource: from.resource.attributes })),
      ),
    ),
  );

const point = z
  .object({
    asDouble: z.number().optional(),
    asInt: z.coerce.number().optional(),
    count: z.coerce.number().optional(),
    attributes,
  })
  .transform(({ asDouble, asInt, ...rest }) => ({ ...rest, value: asDouble ?? asInt }));
const points = z.object({ dataPoints: z.array(point).default([]) }).optional();
const metric = z
  .object({ name: z.string(), unit: z.string().default(''), gauge: points, sum: points, histogram: points })
  .transform(({ name, unit, ...data }) => ({
    name,
    unit,
    points: (data.gauge ?? data.sum ?? data.histogram)?.dataPoints ?? [],
  }));
const metrics = z
  .object({
    resourceMetrics: z.array(
      z.object({ resource, scopeMetrics: z.array(z.object({ metrics: z.array(metric) })) }),
    ),
  })
  .transform(({ resourceMetrics }) =>
    resourceMetrics.flatMap((from) =>
      from.scopeMetrics.flatMap((scope) =>
        scope.metrics.map((each) => ({ ...each, resource: from.resource.attributes })),
      ),
    ),
  );

export type ReceivedSpan = z.output<typeof spans>[number];
export type ReceivedMetric = z.output<typeof metrics>[number];

/** @throws where it is no export of spans */
export const readSpans = (body: Buffer, isJson: boolean): ReceivedSpan[] =>
  spans.parse(isJson ? JSON.parse(body.toString()) : readMessage(body, traceRequest));

/** @throws where it is no export of metrics */
export const readMetrics = (body: Buffer, isJson: boolean): ReceivedMetric[] =>
  metrics.parse(isJson ? JSON.parse(body.toString()) : readMessage(body, metricsRequest));
