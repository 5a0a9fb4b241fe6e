import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { academicContent } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { hasRecord } from '@/lib/access/record-holder';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { notFound } from '@/lib/errors';
import { type Open, reader } from '@/lib/keys/sealed-column';
import { withoutOthers } from './other-students';
import { type ConfidentialDetails, type DetailField, detailFields } from './schema';
import { detailColumns } from './write';

const details = statement(
  'confidential.details',
  `SELECT institution_id AS "institutionId", ssn_sealed AS ssn, parent_contact_sealed AS "parentContact",
     financial_aid_sealed AS "financialAid", updated_at AS "changedAt" FROM student_details WHERE student_id = $1`,
);
const entries = statement(
  'confidential.entry-contents',
  `SELECT id, institution_id AS "institutionId", kind, happened_on AS "happenedOn", author_name AS "authorName",
     content_sealed AS content FROM academic_entries
     WHERE student_id = $1 AND withdrawn_at IS NULL ORDER BY happened_on DESC, id`,
);

type DetailsRow = Record<DetailField, Sealed | null> & { institutionId: string; changedAt: string };
type Entry = ConfidentialDetails['entries'][number];
type EntryRow = Omit<Entry, 'content'> & { institutionId: string; content: Sealed };

/**
 * What a student's confidential details say, as far as row security shows them to the transaction. The caller has
 * decided that they may be seen, audits the look, and takes other students' names out for whoever is no staff.
 */
export async function readConfidential(tx: Transaction, studentId: string): Promise<ConfidentialDetails> {
  const [row] = await tx.rows<DetailsRow>(details, [studentId]);
  const opened: Record<DetailField, string | null> = { ssn: null, parentContact: null, financialAid: null };
  for (const field of detailFields) {
    const value = row?.[field];
    if (row && value) {
      const open = await reader(tx, detailColumns[field], row.institutionId);
      opened[field] = open(studentId, value);
    }
  }
  return { ...opened, changedAt: row?.changedAt ?? null, entries: await readEntries(tx, studentId) };
}

async function readEntries(tx: Transaction, studentId: string): Promise<Entry[]> {
  const rows = await tx.rows<EntryRow>(entries, [studentId]);
  const readers = new Map<string, Open>();
  const opened: Entry[] = [];
  for (const { institutionId, content, ...entry } of rows) {
    const open = readers.get(institutionId) ?? (await reader(tx, academicContent, institutionId));
    readers.set(institutionId, open);
    opened.push({ ...entry, content: open([entry.id, studentId], content) });
  }
  return opened;
}

/** The own confidential details of whoever is a student, or was one; who else an entry names stays out of them. */
export async function getOwnDetails(viewer: Viewer): Promise<ConfidentialDetails> {
  if (!(await hasRecord(viewer))) throw notFound();
  return asViewer(viewer, async (tx) => {
    await appendAudit(tx, viewer, {
      action: 'record.details.own',
      objectType: 'education record',
      objectId: viewer.userId,
    });
    return withoutOthers(tx, viewer.userId, await readConfidential(tx, viewer.userId));
  });
}
