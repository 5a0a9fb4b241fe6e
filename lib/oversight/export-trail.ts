import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import {
  type AuditEntry,
  type AuditFilter,
  type AuditPage,
  type AuditQuery,
  auditFilter,
  cursorBefore,
  readAuditPage,
  readStudentsMeant,
  studentOf,
  trailNotice,
} from '@/lib/audit/query';
import { notFound } from '@/lib/errors';
import { csvRow } from '@/lib/format-csv';
import { auditHistories, historiesIn, readNames } from './open-trail';

export const trailExportQuery = auditFilter.extend({ format: z.enum(['csv', 'ndjson']).default('ndjson') });

type ExportQuery = z.output<typeof trailExportQuery>;

const stillAdministers = statement(
  'audit.still-administers',
  `SELECT 1 FROM users WHERE id = $1 AND institution_id = $2 AND role = 'ADMIN' AND disabled_at IS NULL
     AND deleted_at IS NULL`,
);

const eventsAtOnce = 1_000;

/** An event, and whom it is about by the name of now; null where nobody of the institution has that id any more. */
type NamedEntry = AuditEntry & { studentName: string | null };

const columns: [name: string, cell: (entry: NamedEntry) => string | null][] = [
  ['time_utc', ({ occurredAt }) => occurredAt],
  ['event', ({ id }) => id],
  ['who', ({ actorName }) => actorName],
  ['who_id', ({ actorId }) => actorId],
  ['role', ({ actorRole }) => actorRole],
  ['action', ({ action }) => action],
  ['outcome', ({ outcome }) => outcome],
  ['object_type', ({ objectType }) => objectType],
  ['object_id', ({ objectId }) => objectId],
  ['student_id', ({ studentId }) => studentId],
  ['student', ({ studentName }) => studentName],
  ['purpose', ({ purpose }) => purpose],
  ['justification', ({ justification }) => justification],
  ['details', ({ details }) => JSON.stringify(details)],
  ['ip_address', ({ ipAddress }) => ipAddress],
  ['request', ({ requestId }) => requestId],
];

/**
 * The events that match, newest first, up to the moment of asking; as CSV or a line of JSON each. That somebody takes them
 * is in the trail before the first of them leaves. Read in pages, so that neither a long trail nor a slow reader holds a
 * transaction open or fills the memory.
 */
export async function exportTrail(viewer: Viewer, query: ExportQuery): Promise<AsyncGenerator<string>> {
  const { format, ...filter } = query;
  const asked = await asAdministrator(viewer, async (tx, institutionId) => {
    await appendAudit(tx, viewer, {
      action: 'audit.download',
      objectType: 'audit_log',
      studentId: await onlyStudentOf(tx, institutionId, filter),
      details: { format, ...filter },
    });
    await auditHistories(tx, viewer, await furtherHistories(tx, institutionId, filter));
    return tx.startedAt;
  });
  return format === 'csv' ? csvOf(viewer, filter, asked) : linesOf(viewer, filter, asked);
}

/** Whose record it is a look at: the student whom it is narrowed to, where there is anything of that student in it. */
async function onlyStudentOf(
  tx: Transaction,
  institutionId: string,
  filter: AuditFilter,
): Promise<string | undefined> {
  const { studentId } = filter;
  if (studentId === undefined) return undefined;
  const { entries } = await readAuditPage(tx, institutionId, { ...filter, limit: 1 });
  return entries.length > 0 ? studentId : undefined;
}

/** Above so many students it is no look at the records of certain ones. */
const mostTold = 20;

/**
 * Of whose records it is the history, other than by a student's id: all of a name, where there is anything in it; else as the newest
 * thousand events say.
 */
async function furtherHistories(
  tx: Transaction,
  institutionId: string,
  filter: AuditFilter,
): Promise<string[]> {
  const { studentId, student, objectId, actorId, person } = filter;
  const narrowed = [student, objectId, actorId, person].some((value) => value !== undefined);
  if (studentId !== undefined || !narrowed) return [];
  const page = await readAuditPage(tx, institutionId, { ...filter, limit: eventsAtOnce });
  if (page.entries.length === 0) return [];
  const others = few(historiesIn(page, { ...filter, student: undefined }));
  if (student === undefined) return others;
  const named = few((await readStudentsMeant(tx, institutionId, filter)) ?? []);
  const shown = new Set(historiesIn(page, filter));
  const isWhole = page.nextCursor === null;
  return [...new Set([...others, ...named.filter((id) => shown.has(id) || !isWhole)])];
}

const few = (students: string[]) => (students.length > mostTold ? [] : students);

async function* csvOf(viewer: Viewer, filter: AuditFilter, asked: string): AsyncGenerator<string> {
  yield csvRow([...columns.map(([name]) => name), 'redisclosure_notice']);
  for await (const entries of pagesOf(viewer, filter, asked))
    yield entries
      .map((entry) => csvRow([...columns.map(([, cell]) => cell(entry) ?? ''), trailNotice]))
      .join('');
}

async function* linesOf(viewer: Viewer, filter: AuditFilter, asked: string): AsyncGenerator<string> {
  yield `${JSON.stringify({ notice: trailNotice, asOf: asked, filter })}\n`;
  for await (const entries of pagesOf(viewer, filter, asked))
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

async function* pagesOf(viewer: Viewer, filter: AuditFilter, asked: string): AsyncGenerator<NamedEntry[]> {
  for (let cursor: string | null = cursorBefore(asked); cursor; ) {
    const query: AuditQuery = { ...filter, limit: eventsAtOnce, cursor };
    const { entries, nextCursor }: NamedPage = await asAdministrator(viewer, async (tx, institutionId) => {
      // A slow download must not outlast the right to it.
      if ((await tx.rows(stillAdministers, [viewer.userId, institutionId])).length === 0) throw notFound();
      return withNames(tx, institutionId, await readAuditPage(tx, institutionId, query));
    });
    yield entries;
    cursor = nextCursor;
  }
}

type NamedPage = Pick<AuditPage, 'nextCursor'> & { entries: NamedEntry[] };

async function withNames(
  tx: Transaction,
  institutionId: string,
  { entries, nextCursor }: AuditPage,
): Promise<NamedPage> {
  const names = await readNames(tx, institutionId, entries);
  const named = entries.map((entry) => ({
    ...entry,
    studentName: names.get(studentOf(entry) ?? '') ?? null,
  }));
  return { entries: named, nextCursor };
}
