import type { Transaction } from '@/db/client';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAuditAt } from '@/lib/audit/append';
import { type AuditPage, type AuditQuery, readAuditPage } from '@/lib/audit/query';

/**
 * A page of the trail of the administrator's institution. Narrowed to one student, or to those of a name, it is the history of a
 * record, and looking at it stands there as well, with each student who is on the page; the look is among the events from the next
 * one on.
 */
export const openTrail = (viewer: Viewer, query: AuditQuery): Promise<AuditPage> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const page = await readAuditPage(tx, institutionId, query);
    await auditHistories(tx, viewer, historiesIn(page, query));
    return page;
  });

function historiesIn({ entries }: AuditPage, { studentId, student }: AuditQuery): string[] {
  if (entries.length === 0) return [];
  if (studentId !== undefined) return [studentId];
  return student === undefined ? [] : [...new Set(entries.flatMap((entry) => entry.studentId ?? []))];
}

/** Puts a look at the histories of students' records into the trail, one event each. */
export async function auditHistories(
  tx: Transaction,
  viewer: Viewer,
  students: readonly string[],
): Promise<void> {
  if (students.length === 0) return;
  const occurredAt = await tx.startedAt;
  appendAuditAt(
    tx,
    students.map((studentId) => ({
      actor: viewer,
      occurredAt,
      event: { action: 'audit.timeline', objectType: 'education record', objectId: studentId, studentId },
    })),
  );
}
