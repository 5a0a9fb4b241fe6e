import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { env } from '@/lib/env';
import { sayTrouble } from './say-trouble';

const asJson = () => env().OTEL_EXPORTER_OTLP_PROTOCOL === 'http/json';

/** Address, headers, timeout and compression are read by the package itself, from the standard variables. */
export async function openTraceExporter(): Promise<SpanExporter> {
  const { OTLPTraceExporter } = asJson()
    ? await import('@opentelemetry/exporter-trace-otlp-http')
    : await import('@opentelemetry/exporter-trace-otlp-proto');
  const exporter: SpanExporter = new OTLPTraceExporter();
  sayTrouble('traces', exporter);
  return exporter;
}

/** As for traces. */
export async function openMetricExporter(): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } = asJson()
    ? await import('@opentelemetry/exporter-metrics-otlp-http')
    : await import('@opentelemetry/exporter-metrics-otlp-proto');
  const exporter: PushMetricExporter = new OTLPMetricExporter();
  sayTrouble('metrics', exporter);
  return exporter;
}
