import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { addDays } from '@/lib/days';
import { notFound, Refusal } from '@/lib/errors';
import { requireCourseOf, requireFewOpen } from '../amendments/mutations';
import { readStudentRights } from '../guardians/queries';
import type { StudentRights } from '../guardians/schema';
import { type Letter, letterInput, oldestLetter } from './schema';

const askInspection = statement(
  'records.ask-inspection-by-letter',
  `INSERT INTO inspection_requests (student_id, institution_id, requested_by, recorded_by, recorder_name, requested_on, wants)
   VALUES ($1, $2, $5, $3, $4, $6, $7)
   ON CONFLICT (student_id) WHERE answered_at IS NULL AND withdrawn_at IS NULL DO NOTHING RETURNING id`,
);
/** It does not end before the letter is entered. */
const keepGuardianship = statement(
  'records.keep-guardianship',
  'SELECT 1 FROM guardianships WHERE id = $1 AND ended_at IS NULL FOR SHARE',
);
const askErasure = statement(
  'records.ask-erasure-by-letter',
  `INSERT INTO erasure_requests (student_id, institution_id, requested_by, recorded_by, recorder_name, received_on)
   VALUES ($1, $2, $5, $3, $4, $6)
   ON CONFLICT (student_id) WHERE state IN ('REQUESTED', 'APPROVED') DO NOTHING RETURNING id`,
);
const askAmendment = statement(
  'records.ask-amendment-by-letter',
  `INSERT INTO amendment_requests (student_id, institution_id, requested_by, recorded_by, recorder_name, received_on, contested, course_id,
     level, wanted, reason)
   VALUES ($1, $2, $5, $3, $4, $6, $7, $8, $9, $10, $11) RETURNING id`,
);

/**
 * Enters a request about a student of the administrator's institution that came by letter or was made in person, in the name of
 * whoever holds the rights in the record: the student, or a guardian. It is for those above all who have left and cannot sign in
 * any more. It is decided like any other; what cannot be undone, by another administrator than the one who entered it.
 *
 * @throws Refusal where the institution has no such student, whoever wrote does not hold the rights, or such a request is open
 */
export const recordLetter = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: letterInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: letter }) => {
        const { studentId, receivedOn, words } = letter;
        const rights = await readStudentRights(tx, admin.institutionId ?? '', studentId);
        const writer = writerOf(rights, letter, admin);
        requireDay(receivedOn, rights.today);
        if (letter.from !== undefined) await holdGuardianship(tx, letter.from);
        if (letter.kind === 'AMENDMENT') {
          await requireFewOpen(tx, studentId);
          await requireCourseOf(tx, studentId, letter.courseId);
        }
        const { what, sql, values } = entryOf(letter, admin, writer);
        const [made] = await tx.rows<{ id: string }>(sql, values);
        if (!made) throw new Refusal('conflict', 'Such a request of this student is open already.');
        const audit = {
          ...{ action: `${what}.ask`, objectType: `${what} request`, objectId: made.id, studentId },
          justification: words,
          details: { byLetter: true, receivedOn, ...(writer.guardian && { guardian: writer.guardian }) },
        };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/** What a letter comes to: a request in the name of whoever wrote, with who entered it. */
function entryOf(letter: Letter, { institutionId, userId, displayName }: Viewer, { personId }: Writer) {
  const whose = [letter.studentId, institutionId, userId, displayName, personId];
  if (letter.kind === 'INSPECTION')
    return {
      what: 'inspection',
      sql: askInspection,
      values: [...whose, letter.receivedOn, letter.words],
    };
  if (letter.kind === 'ERASURE')
    return { what: 'erasure', sql: askErasure, values: [...whose, letter.receivedOn] };
  const { receivedOn, contested, courseId, level, wanted, reason } = letter;
  const values = [...whose, receivedOn, contested, courseId, level, wanted, reason];
  return { what: 'amendment', sql: askAmendment, values };
}

/** Who wrote; the name of a guardian, null of the student. */
type Writer = { personId: string; guardian: string | null };

/** Whoever holds the rights now; nobody enters a letter of their own. */
function writerOf({ studentId, holder, guardians }: StudentRights, { from }: Letter, admin: Viewer): Writer {
  if (studentId === admin.userId) throw notFound();
  if (holder === 'STUDENT' && from === undefined) return { personId: studentId, guardian: null };
  if (holder === 'STUDENT') throw notTheirs('The rights in this record are the student’s own now.');
  const guardian = guardians.find(({ id }) => id === from);
  if (!guardian)
    throw notTheirs('Choose the guardian who wrote: a guardian holds the rights in this record.');
  if (guardian.personId === admin.userId) throw notTheirs('You are this guardian: ask from your own pages.');
  return { personId: guardian.personId, guardian: guardian.name };
}

async function holdGuardianship(tx: Transaction, id: string): Promise<void> {
  if ((await tx.rows(keepGuardianship, [id])).length === 0)
    throw notTheirs('This guardianship has ended meanwhile. Reload the page to see who holds the rights.');
}

const notTheirs = (sentence: string) => new Refusal('forbidden', sentence, { from: sentence });

function requireDay(receivedOn: string, today: string): void {
  if (receivedOn <= today && receivedOn >= addDays(today, -oldestLetter)) return;
  const sentence = `Choose the day on which it came: today, or at most ${oldestLetter} days ago.`;
  throw new Refusal('invalid', sentence, { receivedOn: sentence });
}
