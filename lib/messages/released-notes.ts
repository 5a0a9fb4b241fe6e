import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { noteBody, noteVersionBody } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import type { ClassCourse } from '@/lib/classes/class-access';
import { readers } from '@/lib/keys/sealed-column';
import { readBody } from './bodies';
import type { StudentNote } from './schema';

/** Whether a version was released: to staff who were students once, row security shows notes as they are, but not here. */
const wasReleased = (note: string, version: string) => `EXISTS (
       SELECT 1 FROM inspection_requests r WHERE r.student_id = $2 AND r.released
         AND note_version_was_kept(${note}, ${version}, r.answered_at))`;

/** What a note says now counts as its newest version. */
const released = statement(
  'notes.released',
  `SELECT v.*, note_version_began(v.id, 1) AS "createdAt", note_version_began(v.id, v.version) AS "updatedAt" FROM (
     SELECT n.id, n.version, n.body, n.body_sealed AS "bodySealed", n.follow_up_on AS "followUpOn",
       n.followed_up_at AS "followedUpAt", n.author_name AS "authorName", NULL::timestamptz AS "replacedAt"
     FROM student_notes n WHERE n.course_id = $1 AND n.student_id = $2 AND ${wasReleased('n.id', 'n.version')}
     UNION ALL
     SELECT o.note_id, o.version, o.body, o.body_sealed, o.follow_up_on, NULL, o.replaced_by, o.replaced_at
     FROM student_note_versions o WHERE o.course_id = $1 AND o.student_id = $2
       AND ${wasReleased('o.note_id', 'o.version')}) v
   ORDER BY "createdAt" DESC, v.id, v.version DESC`,
);

type Version = Omit<StudentNote, 'isOwn' | 'isOverdue' | 'body' | 'history'> & {
  body: string | null;
  bodySealed: Sealed | null;
  /** null: it is what the note says now. */
  replacedAt: string | null;
};

/**
 * Notes about a student of a class as they were released to whoever asks, newest first, each with what it had said before:
 * also where its author changed or deleted it afterwards.
 */
export async function readReleasedNotes(
  tx: Transaction,
  { id: courseId, institutionId }: Pick<ClassCourse, 'id' | 'institutionId'>,
  studentId: string,
): Promise<Omit<StudentNote, 'isOwn' | 'isOverdue'>[]> {
  const rows = await tx.rows<Version>(released, [courseId, studentId]);
  const open = await readers(tx, { note: noteBody, version: noteVersionBody }, institutionId);
  const textOf = (row: Version) =>
    row.replacedAt === null
      ? readBody(open.note, [row.id, studentId], row)
      : readBody(open.version, [row.id, row.version, studentId], row);
  const notes = new Map<string, Omit<StudentNote, 'isOwn' | 'isOverdue'>>();
  for (const row of rows) {
    const note = notes.get(row.id);
    if (note) note.history.push(toEarlier(row, textOf(row)));
    else notes.set(row.id, toNewest(row, textOf(row)));
  }
  return [...notes.values()];
}

const toNewest = ({ bodySealed: _sealed, replacedAt: _replaced, ...note }: Version, body: string) => ({
  ...note,
  body,
  history: [],
});

const toEarlier = ({ followUpOn, authorName: replacedBy, replacedAt }: Version, body: string) => ({
  body,
  followUpOn,
  replacedBy,
  replacedAt: replacedAt ?? '',
});
