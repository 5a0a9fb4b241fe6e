import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

async function wanted(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return (await import('./signals')).wantedSignals();
}

const all = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
const both = { traces: true, metrics: true };

it.each([
  [{}, null],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, null],
  [all, both],
  [{ ...all, OTEL_SDK_DISABLED: 'TRUE' }, null],
  [{ ...all, OTEL_SDK_DISABLED: 'no' }, both],
  [
    { ...all, OTEL_METRICS_EXPORTER: 'none' },
    { traces: true, metrics: false },
  ],
  [{ ...all, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }, null],
  [
    { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://collector:4318/v1/metrics' },
    { traces: false, metrics: true },
  ],
])('%j exports %j', async (variables, expected) => {
  expect(await wanted(variables)).toEqual(expected);
});

it('is refused at the start where it cannot be done', async () => {
  await expect(wanted({ ...all, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).rejects.toThrow(
    /OTEL_EXPORTER_OTLP_PROTOCOL: must be http\/protobuf or http\/json/,
  );
});
