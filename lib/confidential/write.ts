import type { z } from 'zod';
import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { academicContent, financialAid, parentContact, type SealedColumn, ssn } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { parse, perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import { requireOthersRecord } from '@/lib/access/require-others-record';
import type { Viewer } from '@/lib/access/viewer';
import type { AuditEvent } from '@/lib/audit/append';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';
import { lookupOf } from '@/lib/keys/lookup';
import { sealer } from '@/lib/keys/sealed-column';
import { requireEntryDay } from './entry-day';
import { type DetailField, detailFields, detailsInput, entryInput, withdrawalInput } from './schema';
import { requireStudent, type StudentRow } from './state';
import { isNumberTaken, refuseTaken } from './taken-number';

export const detailColumns: Record<DetailField, SealedColumn> = { ssn, parentContact, financialAid };

/** A field that is neither given nor cleared keeps what it has. */
const keep = (column: string, value: number, cleared: number) =>
  `${column} = CASE WHEN $${cleared}::boolean THEN NULL ELSE coalesce($${value}, student_details.${column}) END`;
const add = statement(
  'confidential.add',
  `INSERT INTO student_details (student_id, institution_id, changed_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`,
);
const change = statement(
  'confidential.change',
  `UPDATE student_details SET ${[
    keep('ssn_sealed', 4, 5),
    keep('ssn_lookup', 6, 5),
    keep('parent_contact_sealed', 7, 8),
    keep('financial_aid_sealed', 9, 10),
  ].join(', ')}, changed_by = $3, updated_at = now(), version = version + $11::int
   WHERE student_id = $1 AND institution_id = $2 AND version = $12 RETURNING version`,
);
const addEntry = statement(
  'confidential.add-entry',
  `INSERT INTO academic_entries (id, student_id, institution_id, kind, happened_on, content_sealed, author_name)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING 1`,
);

const withdraw = statement(
  'confidential.withdraw-entry',
  `UPDATE academic_entries SET withdrawn_at = now(), withdrawer_name = $4
   WHERE id = $1 AND student_id = $2 AND institution_id = $3 AND withdrawn_at IS NULL RETURNING kind, happened_on AS "happenedOn"`,
);

/**
 * Writes a student's confidential details; a field that is left out stays. Nothing of them is read. Whether another student
 * has a number, the unique key alone says, to whoever would have written it: a stale form finds nothing out.
 */
export const writeDetails = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: detailsInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        requireOthersRecord(administrator, input.studentId);
        const institutionId = institutionOf(administrator);
        requireKept(await requireStudent(tx, input.studentId, institutionId), input);
        const values = await sealDetails(tx, administrator, institutionId, input);
        const isNew = await makeRow(tx, administrator, institutionId, input);
        const who = [input.studentId, institutionId, administrator.displayName];
        const versions = isNew ? [0, 1] : [1, input.version];
        const done = await tx.rows(change, [...who, ...values, ...versions]);
        if (done.length === 0) throw changedMeanwhile();
        const fields = detailFields.filter(
          (field) => input[field] !== undefined || input.clear.includes(field),
        );
        return {
          value: undefined,
          audit: event('record.details.write', input, { fields: fields.join(' ') }),
        };
      },
    },
    viewer,
    raw,
  ).catch(async (error: unknown) => {
    if (viewer && isNumberTaken(error)) throw await refuseTaken(viewer, parse(detailsInput, raw));
    throw error;
  });

/** Adds a grade, a transcript or a disciplinary matter. Saving the same id again does nothing. */
export const addAcademicEntry = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: entryInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const institutionId = institutionOf(administrator);
        const { id, studentId, kind, happenedOn, content } = input;
        requireOthersRecord(administrator, studentId);
        await requireEntryDay(tx, await requireStudent(tx, studentId, institutionId), happenedOn);
        const seal = await sealer(tx, administrator, academicContent, institutionId);
        const sealed = seal([id, studentId], content);
        const values = [id, studentId, institutionId, kind, happenedOn, sealed, administrator.displayName];
        const made = await tx.rows(addEntry, values);
        const audit =
          made.length > 0
            ? event('record.entry.add', input, { kind, entry: id, happenedOn })
            : nothingChanged;
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/** Takes a wrong entry out of a record and of every later copy. It is kept, as the trail is. Twice is once. */
export const withdrawAcademicEntry = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: withdrawalInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const institutionId = institutionOf(administrator);
        requireOthersRecord(administrator, input.studentId);
        await requireStudent(tx, input.studentId, institutionId);
        const values = [input.id, input.studentId, institutionId, administrator.displayName];
        const [entry] = await tx.rows<{ kind: string; happenedOn: string }>(withdraw, values);
        const audit = entry
          ? event('record.entry.withdraw', input, { ...entry, entry: input.id })
          : nothingChanged;
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

export function institutionOf({ institutionId }: Viewer): string {
  if (institutionId === null) throw notFound();
  return institutionId;
}

type Details = z.output<typeof detailsInput>;

/** The values that `change` takes after who and whom: what is given, sealed, and what is to be emptied. */
async function sealDetails(tx: Transaction, actor: Viewer, institutionId: string, input: Details) {
  const seal = async (field: DetailField): Promise<Sealed | null> => {
    const text = input[field];
    if (text === undefined) return null;
    return (await sealer(tx, actor, detailColumns[field], institutionId))(input.studentId, text);
  };
  const isCleared = (field: DetailField) => input.clear.includes(field);
  return [
    await seal('ssn'),
    isCleared('ssn'),
    await lookUp(tx, actor, institutionId, input),
    await seal('parentContact'),
    isCleared('parentContact'),
    await seal('financialAid'),
    isCleared('financialAid'),
  ];
}

/** What the number is found by; null without one. */
const lookUp = async (tx: Transaction, actor: Viewer, institutionId: string, { ssn: number }: Details) =>
  number === undefined ? null : lookupOf(tx, actor, ssn, institutionId, number);

/** @returns whether it made the row just now */
async function makeRow(
  tx: Transaction,
  actor: Viewer,
  institutionId: string,
  { studentId, version }: Details,
) {
  if (version > 0) return false;
  const made = await tx.rows(add, [studentId, institutionId, actor.displayName]);
  if (made.length === 0) throw changedMeanwhile();
  return true;
}

/** A hold keeps what is there as it is, an open request keeps it from being deleted (34 CFR 99.10(e)). */
function requireKept({ isHeld, isProtected, ...filled }: StudentRow, input: Details): void {
  const lost = detailFields.filter(
    (field) => filled[field] && (input.clear.includes(field) || (isHeld && input[field] !== undefined)),
  );
  if (lost.length > 0 && (isHeld || isProtected))
    throw new Refusal(
      'conflict',
      isHeld
        ? 'A legal hold protects this record: what it says can be neither emptied nor replaced until the hold is released.'
        : 'A request about this record is open: nothing in it can be emptied until it is answered.',
    );
}

const changedMeanwhile = () =>
  new Refusal('conflict', 'The record was changed meanwhile. Reload the page to see how it stands.');

const event = (
  action: string,
  { studentId, purpose }: { studentId: string; purpose: string },
  details: AuditEvent['details'],
): AuditEvent => ({
  action,
  objectType: 'education record',
  objectId: studentId,
  studentId,
  purpose,
  details,
});
