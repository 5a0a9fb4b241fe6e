import type { Meter } from '@opentelemetry/api';
import { database } from '@/db/client';

/** Tells of this process's connections to the database how they stand. */
export function watchPool(meter: Meter): void {
  const name = { 'db.client.connection.pool.name': 'syllabase' };
  const gauge = (suffix: string, unit: string, description: string) =>
    meter.createObservableUpDownCounter(`db.client.connection.${suffix}`, { unit, description });
  const open = gauge('count', '{connection}', 'Open connections, by whether they are in use.');
  const max = gauge('max', '{connection}', 'Connections open at most.');
  const pending = gauge('pending_requests', '{request}', 'Who asks for a connection and has to wait.');
  meter.addBatchObservableCallback(
    (result) => {
      const { used, idle, waiting, max: most } = database().connections();
      result.observe(open, used, { ...name, 'db.client.connection.state': 'used' });
      result.observe(open, idle, { ...name, 'db.client.connection.state': 'idle' });
      result.observe(max, most, name);
      result.observe(pending, waiting, name);
    },
    [open, max, pending],
  );
}
