import type { Transaction } from '@/db/client';
import { type AuditEvent, appendAuditAt } from '@/lib/audit/append';
import { extendAuditPartitions } from '@/lib/audit/partitions';
import type { Person } from './people';

/** Something that happened; `actor` null is somebody who was not signed in. `hour` is UTC and may have a fraction. */
export type PastEvent = { daysAgo: number; hour: number; actor: Person | null; event: AuditEvent };

/** Appends what people did lately, with times of their own. */
export async function writeTrail(tx: Transaction, events: PastEvent[], now: Date): Promise<void> {
  await extendAuditPartitions(tx);
  const moments = events.map(({ daysAgo, hour, actor, event }) => ({
    event,
    occurredAt: pastTime(now, daysAgo, hour).toISOString().replace('Z', '000Z'),
    actor: actor && {
      userId: actor.id,
      role: actor.role,
      displayName: actor.displayName,
      institutionId: event.institutionId ?? null,
    },
  }));
  appendAuditAt(tx, moments);
}

/**
 * A time in this month (UTC) and not after now: the trail has partitions from this month on, so what would
 * lie further back is moved to the first of the month, and on the first itself to earlier that day.
 */
export function pastTime(now: Date, daysAgo: number, hour: number): Date {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const days = Math.min(daysAgo, now.getUTCDate() - 1);
  if (days === 0) return new Date(midnight + ((now.getTime() - midnight) * hour) / 24);
  return new Date(midnight - days * 86_400_000 + hour * 3_600_000);
}
