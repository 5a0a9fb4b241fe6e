import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { addDays } from '@/lib/days';
import { notFound, Refusal } from '@/lib/errors';
import { requireCourseOf } from '../amendments/mutations';
import { readStudentRights } from '../guardians/queries';
import type { StudentRights } from '../guardians/schema';
import { type Letter, letterInput, oldestLetter } from './schema';

const askInspection = statement(
  'records.ask-inspection-by-letter',
  `INSERT INTO inspection_requests (student_id, institution_id, requested_by, recorded_by, recorder_name, requested_on, wants)
   VALUES ($1, $2, $1, $3, $4, $5, $6)
   ON CONFLICT (student_id) WHERE answered_at IS NULL AND withdrawn_at IS NULL DO NOTHING RETURNING id`,
);
const askErasure = statement(
  'records.ask-erasure-by-letter',
  `INSERT INTO erasure_requests (student_id, institution_id, requested_by, recorded_by, recorder_name)
   VALUES ($1, $2, $1, $3, $4)
   ON CONFLICT (student_id) WHERE state IN ('REQUESTED', 'APPROVED') DO NOTHING RETURNING id`,
);
const askAmendment = statement(
  'records.ask-amendment-by-letter',
  `INSERT INTO amendment_requests (student_id, institution_id, requested_by, recorded_by, recorder_name, contested, course_id, level,
     wanted, reason)
   VALUES ($1, $2, $1, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
);

/**
 * Enters a request that a student of the administrator's institution made by letter or in person, in the student's name: for
 * those above all who have left and cannot sign in any more. It is decided like any other; what cannot be undone, by another
 * administrator than the one who entered it.
 *
 * @throws Refusal where the institution has no such student, a guardian holds the rights, or such a request is open
 */
export const recordLetter = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: letterInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: letter }) => {
        const { studentId, receivedOn, words } = letter;
        const rights = await readStudentRights(tx, admin.institutionId ?? '', studentId);
        requireStudentHolds(rights, admin);
        requireDay(receivedOn, rights.today);
        if (letter.kind === 'AMENDMENT') await requireCourseOf(tx, studentId, letter.courseId);
        const { what, sql, values } = entryOf(letter, admin);
        const [made] = await tx.rows<{ id: string }>(sql, values);
        if (!made) throw new Refusal('conflict', 'Such a request of this student is open already.');
        const audit = {
          ...{ action: `${what}.ask`, objectType: `${what} request`, objectId: made.id, studentId },
          justification: words,
          details: { byLetter: true, receivedOn },
        };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/** What a letter comes to: a request, in the student's name, with who entered it. */
function entryOf(letter: Letter, { institutionId, userId, displayName }: Viewer) {
  const whose = [letter.studentId, institutionId, userId, displayName];
  if (letter.kind === 'INSPECTION')
    return {
      what: 'inspection',
      sql: askInspection,
      values: [...whose, letter.receivedOn, letter.words],
    };
  if (letter.kind === 'ERASURE') return { what: 'erasure', sql: askErasure, values: whose };
  const { contested, courseId, level, wanted, reason } = letter;
  const values = [...whose, contested, courseId, level, wanted, reason];
  return { what: 'amendment', sql: askAmendment, values };
}

function requireStudentHolds({ studentId, holder }: StudentRights, admin: Viewer): void {
  if (studentId === admin.userId) throw notFound();
  if (holder === 'STUDENT') return;
  throw new Refusal(
    'forbidden',
    'A guardian holds the rights in this record, and asks from the own account.',
  );
}

function requireDay(receivedOn: string, today: string): void {
  if (receivedOn <= today && receivedOn >= addDays(today, -oldestLetter)) return;
  const sentence = `Choose the day on which it came: today, or at most ${oldestLetter} days ago.`;
  throw new Refusal('invalid', sentence, { receivedOn: sentence });
}
