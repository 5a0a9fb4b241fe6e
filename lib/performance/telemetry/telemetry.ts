import type { WatchJob } from '@/lib/jobs/work';
import type { Listener } from '../requests/measure-requests';
import { wantedSignals } from './signals';

/** Which process it is that is looked at. */
export type Role = 'web' | 'worker';

export type Telemetry = Listener & {
  /** Runs a job and tells of it. */
  watchJob: WatchJob;
  /** Sends what is waiting, in two seconds at most, and then nothing more. */
  stop(): Promise<void>;
};

/**
 * Starts to export by OpenTelemetry's standard variables (OTEL_EXPORTER_OTLP_ENDPOINT and others). Without them nothing
 * of it is loaded and nothing is answered.
 */
export async function telemetryIfWanted(role: Role): Promise<Telemetry | undefined> {
  const signals = wantedSignals();
  if (!signals) return undefined;
  const { startTelemetry } = await import('./start');
  return startTelemetry(role, signals);
}
