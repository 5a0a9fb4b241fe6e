import { type Env, env } from '@/lib/env';

/** What is exported. */
export type Signals = { traces: boolean; metrics: boolean };

/** Which signals OpenTelemetry's variables ask for; null where none is to be exported. */
export function wantedSignals(settings: Env = env()): Signals | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: anything } = settings;
  const goesTo = (own: string | undefined, exporter: 'otlp' | 'none') =>
    !settings.OTEL_SDK_DISABLED && exporter === 'otlp' && (own ?? anything) !== undefined;
  const traces = goesTo(settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, settings.OTEL_TRACES_EXPORTER);
  const metrics = goesTo(settings.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, settings.OTEL_METRICS_EXPORTER);
  return traces || metrics ? { traces, metrics } : null;
}
