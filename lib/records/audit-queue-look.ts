import type { Transaction } from '@/db/client';
import type { Viewer } from '@/lib/access/viewer';
import { appendAuditAt } from '@/lib/audit/append';

/** Queues of administrators, and what the trail calls a look at one and what each student sees of it. */
const queues = {
  requests: { look: 'record.requests.view', entry: 'record.request.view' },
  emergencies: { look: 'record.emergencies.view', entry: 'record.emergency.view' },
} as const;

/**
 * Puts a look at a queue into the trail: once for the look, which is what counts where looks are counted, and once for each
 * student who stands in it, so that all of them see who looked. A queue shows some hundred entries at most.
 */
export async function auditQueueLook(
  tx: Transaction,
  viewer: Viewer,
  queue: keyof typeof queues,
  entries: readonly { studentId: string }[],
): Promise<void> {
  const { look, entry } = queues[queue];
  const students = [...new Set(entries.map(({ studentId }) => studentId))];
  const seen = students.map((studentId) => ({ action: entry, objectId: studentId, studentId }));
  const events = [{ action: look, details: { students: students.length } }, ...seen];
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
