import type { Transaction } from '@/db/client';
import type { Viewer } from '@/lib/access/viewer';
import { appendAuditAt } from '@/lib/audit/append';

/** So many entries a queue shows, those that wait longest first: the next come up as these are decided. */
export const queueSize = 200;

/**
 * Queues of administrators, and what the trail calls a look at one and what each student sees of it: of holds nothing, not how many there
 * are either, since one may be about a case that the student, who may administer the institution now, must not learn of.
 */
const queues = {
  requests: { look: 'record.requests.view', entry: 'record.request.view' },
  emergencies: { look: 'record.emergencies.view', entry: 'record.emergency.view' },
  holds: { look: 'record.holds.view', entry: null },
} as const;

/**
 * Puts a look at a queue into the trail: once for the look, which is what counts where looks are counted, and once for each
 * student who stands in it, so that all of them see who looked.
 */
export async function auditQueueLook(
  tx: Transaction,
  viewer: Viewer,
  queue: keyof typeof queues,
  entries: readonly { studentId: string | null }[],
): Promise<void> {
  const { look, entry } = queues[queue];
  const students = [...new Set(entries.flatMap(({ studentId }) => studentId ?? []))];
  const seen =
    entry === null ? [] : students.map((studentId) => ({ action: entry, objectId: studentId, studentId }));
  const counted = entry === null ? {} : { details: { students: students.length } };
  const events = [{ action: look, ...counted }, ...seen];
  const occurredAt = await tx.startedAt;
  appendAuditAt(
    tx,
    events.map((event) => ({
      actor: viewer,
      occurredAt,
      event: { objectType: 'education record', ...event },
    })),
  );
}
