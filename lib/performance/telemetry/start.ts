import { setTimeout as sleep } from 'node:timers/promises';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { env } from '@/lib/env';
import { version } from '@/package.json';
import { observeWork } from '../requests/observe-work';
import { describeProcess } from './describe-process';
import { openMetricExporter, openTraceExporter } from './exporters';
import type { Signals } from './signals';
import type { Role, Telemetry } from './telemetry';
import { tellOfWork } from './tell-of-work';
import { watchCache } from './watch-cache';
import { watchPool } from './watch-pool';
import { watchQueue } from './watch-queue';

const scope = 'syllabase';
const stopWithin = 2_000;

/**
 * Starts the export. Providers are this product's own and never the process's: otherwise Next would add its spans, which
 * carry whole addresses and the texts of errors.
 */
export async function startTelemetry(role: Role, signals: Signals): Promise<Telemetry> {
  const resource = describeProcess(role);
  const tracing = new BasicTracerProvider({
    resource,
    spanProcessors: signals.traces ? [new BatchSpanProcessor(await openTraceExporter())] : [],
  });
  const metering = new MeterProvider({ resource, readers: signals.metrics ? [await openReader()] : [] });
  const meter = metering.getMeter(scope, version);
  watchPool(meter);
  const told = tellOfWork(tracing.getTracer(scope, version), meter);
  const stop = async () => {
    const sent = Promise.allSettled([tracing.shutdown(), metering.shutdown()]);
    await Promise.race([sent, sleep(stopWithin)]);
  };
  if (role === 'web') {
    watchCache(meter);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  } else {
    watchQueue(meter);
    observeWork(told.noteStatement);
  }
  return { ...told, stop };
}

async function openReader(): Promise<PeriodicExportingMetricReader> {
  const interval = env().OTEL_METRIC_EXPORT_INTERVAL;
  return new PeriodicExportingMetricReader({
    exporter: await openMetricExporter(),
    exportIntervalMillis: interval,
    exportTimeoutMillis: Math.min(interval, 30_000),
  });
}
