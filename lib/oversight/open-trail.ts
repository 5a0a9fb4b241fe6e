import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAuditAt } from '@/lib/audit/append';
import {
  type AuditEntry,
  type AuditFilter,
  type AuditPage,
  type AuditQuery,
  readAuditPage,
  studentOf,
} from '@/lib/audit/query';

const names = statement(
  'audit.names-on-page',
  'SELECT id, display_name AS name FROM users WHERE id = ANY ($1::uuid[]) AND institution_id = $2',
);

type Named = { id: string; name: string };

/** With the names, as they are now, of those people of the institution whom events are about, by their ids. */
export type TrailPage = AuditPage & { names: Record<string, string> };

/**
 * A page of the trail of the administrator's institution. Where it is the history of somebody's record (see `historiesIn`), looking
 * at it stands there as well; the look is among the events from the next one on.
 */
export const openTrail = (viewer: Viewer, query: AuditQuery): Promise<TrailPage> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const page = await readAuditPage(tx, institutionId, query);
    await auditHistories(tx, viewer, historiesIn(page, query));
    return { ...page, names: Object.fromEntries(await readNames(tx, institutionId, page.entries)) };
  });

/** The names, as they are now, of those people of the institution whose records or accounts events are about, by their ids. */
export async function readNames(
  tx: Transaction,
  institutionId: string,
  entries: readonly AuditEntry[],
): Promise<Map<string, string>> {
  const people = [...new Set([...studentsOf(entries), ...accountsOf(entries)])];
  const rows = people.length > 0 ? await tx.rows<Named>(names, [people, institutionId]) : [];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * Of whose records events are the history, because of what they are narrowed to: a student, those of a name, an object that is one
 * student's, or what students did in their own records.
 */
export function historiesIn({ entries }: AuditPage, filter: AuditFilter): string[] {
  const { studentId, student, objectId, actorId, person } = filter;
  if (entries.length === 0) return [];
  if (studentId !== undefined) return [studentId];
  const students = studentsOf(entries);
  if (student !== undefined) return students;
  if (objectId !== undefined)
    return students.length === 1 ? students : students.filter((id) => id === objectId);
  if (actorId === undefined && person === undefined) return [];
  return studentsOf(entries.filter((entry) => entry.actorId === entry.studentId));
}

const studentsOf = (entries: readonly AuditEntry[]): string[] => [
  ...new Set(entries.flatMap((entry) => studentOf(entry) ?? [])),
];

const accountsOf = (entries: readonly AuditEntry[]): string[] =>
  entries.flatMap(({ objectType, objectId }) =>
    objectType === 'user' && z.guid().safeParse(objectId).success ? (objectId ?? []) : [],
  );

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
