import type { Shape } from './read-protobuf';

// Field numbers of opentelemetry-proto 1.x, as far as tests look at them.
const keyValue: Shape = {
  1: ['key', 'text'],
  2: [
    'value',
    {
      1: ['stringValue', 'text'],
      2: ['boolValue', 'varint'],
      3: ['intValue', 'varint'],
      4: ['doubleValue', 'double'],
    },
  ],
};
const resource: Shape = { 1: ['attributes', keyValue, 'list'] };

const span: Shape = {
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  4: ['parentSpanId', 'hex'],
  5: ['name', 'text'],
  6: ['kind', 'varint'],
  7: ['startTimeUnixNano', 'fixed64'],
  8: ['endTimeUnixNano', 'fixed64'],
  9: ['attributes', keyValue, 'list'],
  11: ['events', { 2: ['name', 'text'] }, 'list'],
  15: ['status', { 2: ['message', 'text'], 3: ['code', 'varint'] }],
};

const numberPoints: Shape = {
  1: [
    'dataPoints',
    { 4: ['asDouble', 'double'], 6: ['asInt', 'fixed64'], 7: ['attributes', keyValue, 'list'] },
    'list',
  ],
};
const histogramPoints: Shape = {
  1: [
    'dataPoints',
    { 4: ['count', 'fixed64'], 5: ['sum', 'double'], 9: ['attributes', keyValue, 'list'] },
    'list',
  ],
};
const metric: Shape = {
  1: ['name', 'text'],
  3: ['unit', 'text'],
  5: ['gauge', numberPoints],
  7: ['sum', numberPoints],
  9: ['histogram', histogramPoints],
};

/** ExportTraceServiceRequest. */
export const traceRequest: Shape = {
  1: [
    'resourceSpans',
    {
      1: ['resource', resource],
      2: ['scopeSpans', { 2: ['spans', span, 'list'] }, 'list'],
    },
    'list',
  ],
};

/** ExportMetricsServiceRequest. */
export const metricsRequest: Shape = {
  1: [
    'resourceMetrics',
    {
      1: ['resource', resource],
      2: ['scopeMetrics', { 2: ['metrics', metric, 'list'] }, 'list'],
    },
    'list',
  ],
};
