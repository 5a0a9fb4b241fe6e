import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import { nameRedactor } from '@/lib/confidential/other-students';
import { readNotes } from '@/lib/messages/notes';
import { readReleasedNotes } from '@/lib/messages/released-notes';
import { type CourseRecord, type Ground, type RecordNote, staffGrounds } from './schema';

const classesOf = statement(
  'records.classes-of',
  'SELECT id, institution_id AS "institutionId" FROM courses WHERE id = ANY ($1::uuid[]) ORDER BY id',
);

export type RecordClass = { id: string; institutionId: string };

/** The classes of a record: what teachers wrote about a student or to one is kept class by class, and read so. */
export const readClasses = (tx: Transaction, courses: readonly CourseRecord[] = []): Promise<RecordClass[]> =>
  tx.rows<RecordClass>(classesOf, [courses.map(({ courseId }) => courseId)]);

/**
 * What teachers noted about a student, class by class. Staff have notes as they are; everybody else, and staff about the time when they were
 * students, as they were released. The caller has decided that the whole record may be seen, and audits the look.
 */
export async function readRecordNotes(
  tx: Transaction,
  viewer: Viewer,
  ground: Ground,
  studentId: string,
  classes: readonly RecordClass[],
): Promise<RecordNote[]> {
  const notes: RecordNote[] = [];
  for (const course of classes) {
    const kept = staffGrounds.includes(ground)
      ? await notesForStaff(tx, viewer, course, studentId)
      : await readReleasedNotes(tx, course, studentId);
    for (const note of kept) notes.push({ courseId: course.id, ...note });
  }
  return notes;
}

async function notesForStaff(tx: Transaction, viewer: Viewer, course: RecordClass, studentId: string) {
  const notes = await readNotes(tx, viewer, course, studentId, null);
  return notes.map(({ isOwn: _own, ...note }) => note);
}

/** Every text of a note, what it said before too. */
export const textsOfNote = ({ body, history }: RecordNote): string[] => [
  body,
  ...history.map((earlier) => earlier.body),
];

/** A note with `redact` gone over its texts. */
export const redactNote = (note: RecordNote, redact: (text: string) => string): RecordNote => ({
  ...note,
  body: redact(note.body),
  history: note.history.map((earlier) => ({ ...earlier, body: redact(earlier.body) })),
});

/** Notes without the full names of other students. */
export async function withoutOthersInNotes(
  tx: Transaction,
  studentId: string,
  notes: readonly RecordNote[],
): Promise<RecordNote[]> {
  const redact = await nameRedactor(tx, studentId, notes.flatMap(textsOfNote));
  return notes.map((note) => redactNote(note, redact));
}
