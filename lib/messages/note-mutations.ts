import type { Transaction } from '@/db/client';
import { noteBody, noteVersionBody } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import type { AuditEvent } from '@/lib/audit/append';
import { nothingChanged } from '@/lib/audit/untold';
import { invalidate } from '@/lib/cache/invalidate';
import { requireClass } from '@/lib/classes/class-access';
import { notFound, Refusal } from '@/lib/errors';
import { opener, sealer } from '@/lib/keys/sealed-column';
import { readBody, type StoredBody } from './bodies';
import { contactTag } from './contact-tags';
import { requireDayToCome } from './follow-up-day';
import { noteChange, noteId, noteInput } from './schema';

type Note = StoredBody & {
  id: string;
  courseId: string;
  studentId: string;
  version: number;
  followUpOn: string | null;
  institutionId: string;
};

const isOfClass = statement(
  'notes.student',
  "SELECT 1 FROM enrollments WHERE course_id = $1 AND user_id = $2 AND role = 'STUDENT'",
);
const add = statement(
  'notes.add',
  `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed, follow_up_on)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
);
const own = statement(
  'notes.own',
  `SELECT id, course_id AS "courseId", student_id AS "studentId", version, body, body_sealed AS "bodySealed",
     follow_up_on AS "followUpOn"
   FROM student_notes WHERE id = $1 AND author_id = $2 AND deleted_at IS NULL FOR UPDATE`,
);
const keep = statement(
  'notes.keep',
  `INSERT INTO student_note_versions (note_id, version, course_id, student_id, body_sealed, follow_up_on, replaced_by)
   SELECT id, version, course_id, student_id, $3, follow_up_on, $2 FROM student_notes WHERE id = $1`,
);
const change = statement(
  'notes.change',
  `UPDATE student_notes SET body = NULL, body_sealed = $2, version = version + 1, updated_at = now(),
     followed_up_at = CASE WHEN follow_up_on IS NOT DISTINCT FROM $3::date THEN followed_up_at END, follow_up_on = $3::date
   WHERE id = $1`,
);
const remove = statement(
  'notes.remove',
  'UPDATE student_notes SET deleted_at = now(), version = version + 1, updated_at = now() WHERE id = $1',
);
const protection = statement(
  'notes.protection',
  'SELECT inspection_is_open($1) AS "isInspected", is_protected($1) AS "isProtected"',
);
const followedUp = statement(
  'notes.followed-up',
  'UPDATE student_notes SET followed_up_at = coalesce(followed_up_at, now()) WHERE id = $1',
);

const staff = ({ role }: Viewer) => role !== 'STUDENT';

/** Notes something about a student of a class. Saving the same id again does nothing. Refuses a day that is over. */
export async function addNote(viewer: Viewer | null, raw: unknown): Promise<void> {
  const courseId = await perform(
    {
      input: noteInput,
      allow: staff,
      run: async ({ tx, viewer: author, input }) => {
        const course = await requireClass(tx, author, input.courseId);
        if ((await tx.rows(isOfClass, [course.id, input.studentId])).length === 0) throw notFound();
        await requireDayToCome(tx, course.id, input.followUpOn);
        const seal = await sealer(tx, author, noteBody, course.institutionId);
        const made = await tx.rows(add, [
          input.id,
          course.id,
          input.studentId,
          author.userId,
          author.displayName,
          seal([input.id, input.studentId], input.body),
          input.followUpOn,
        ]);
        const audit = made.length > 0 ? event('note.add', { ...input, courseId: course.id }) : nothingChanged;
        return { value: course.id, audit };
      },
    },
    viewer,
    raw,
  );
  await invalidate(contactTag(courseId));
}

/**
 * Changes an own note; what it said before is kept. Refuses where it was changed meanwhile, and a new day for following up
 * that is over.
 */
export const changeNote = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: noteChange,
      allow: staff,
      run: async ({ tx, viewer: author, input }) => {
        const note = await requireOwn(tx, author, input.id);
        if (note.version !== input.version)
          throw new Refusal(
            'conflict',
            'The note was changed meanwhile. Reload the page to see it as it is.',
          );
        // A day that has come stands until somebody moves it: the text beside it can be changed all the same.
        if (input.followUpOn !== note.followUpOn) await requireDayToCome(tx, note.courseId, input.followUpOn);
        await keepVersion(tx, author, note);
        const seal = await sealer(tx, author, noteBody, note.institutionId);
        await tx.rows(change, [note.id, seal([note.id, note.studentId], input.body), input.followUpOn]);
        return { value: undefined, audit: event('note.change', note) };
      },
    },
    viewer,
    raw,
  );

/** Takes an own note away from the page; it stays in the record, marked as deleted. */
export async function deleteNote(viewer: Viewer | null, raw: unknown): Promise<void> {
  const courseId = await perform(
    {
      input: noteId,
      allow: staff,
      run: async ({ tx, viewer: author, input }) => {
        const note = await requireOwn(tx, author, input.id);
        await requireUnprotected(tx, note.studentId);
        await keepVersion(tx, author, note);
        await tx.rows(remove, [note.id]);
        return { value: note.courseId, audit: event('note.delete', note) };
      },
    },
    viewer,
    raw,
  );
  await invalidate(contactTag(courseId));
}

/** Says that what a note asked for has been done. */
export const finishFollowUp = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: noteId,
      allow: staff,
      run: async ({ tx, viewer: author, input }) => {
        const note = await requireOwn(tx, author, input.id);
        await tx.rows(followedUp, [note.id]);
        return { value: undefined, audit: event('note.follow-up', note) };
      },
    },
    viewer,
    raw,
  );

/** A note that the author wrote and still answers for; anything else is as if it did not exist. */
async function requireOwn(tx: Transaction, author: Viewer, id: string): Promise<Note> {
  const [note] = await tx.rows<Omit<Note, 'institutionId'>>(own, [id, author.userId]);
  if (!note) throw notFound();
  const { institutionId } = await requireClass(tx, author, note.courseId);
  return { ...note, institutionId };
}

/** The database refuses it as well; here it says why (34 CFR 99.10(e)). */
async function requireUnprotected(tx: Transaction, studentId: string): Promise<void> {
  const [record] = await tx.rows<Record<'isInspected' | 'isProtected', boolean>>(protection, [studentId]);
  if (record?.isProtected) throw new Refusal('conflict', record.isInspected ? toBeInspected : keptForNow);
}

const toBeInspected =
  'The student has asked to inspect the record. Until that is answered, nothing in it may be deleted.';

/** A hold is not told to its student, and so to nobody who might tell: it shares its words with a request to amend. */
const keptForNow =
  'Nothing in this student’s record may be deleted for now. Administrators of your institution know why.';

/** Keeps what a note says now, sealed anew: a sealed text opens in its own row only. */
async function keepVersion(tx: Transaction, author: Viewer, note: Note): Promise<void> {
  const open = await opener(tx, noteBody, note.institutionId);
  const seal = await sealer(tx, author, noteVersionBody, note.institutionId);
  const sealed = seal(
    [note.id, note.version, note.studentId],
    readBody(open, [note.id, note.studentId], note),
  );
  await tx.rows(keep, [note.id, author.displayName, sealed]);
}

/** Without the student's id: the student's own view of the trail does not name what is noted about them. */
const event = (action: string, note: { id: string; courseId: string; studentId: string }): AuditEvent => ({
  action,
  objectType: 'note',
  objectId: note.id,
  details: { courseId: note.courseId, student: note.studentId },
});
