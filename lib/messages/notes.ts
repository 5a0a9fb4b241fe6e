import type { Transaction } from '@/db/client';
import { noteBody, noteVersionBody } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import type { ClassCourse } from '@/lib/classes/class-access';
import { sealedFromHex } from '@/lib/keys/envelope';
import { type Open, type Row, readers } from '@/lib/keys/sealed-column';
import { readBody, type StoredBody } from './bodies';
import { classDaySql, isOverdueSql } from './follow-up-day';
import type { StudentMessage, StudentNote } from './schema';
import { messageOpener, type Stored, storedTexts } from './stored-message';

type Class = Pick<ClassCourse, 'id' | 'institutionId'>;

const ofStudent = statement(
  'notes.of-student',
  `SELECT n.id, n.author_name AS "authorName", n.author_id = $3 AS "isOwn", n.body,
     n.body_sealed AS "bodySealed", n.follow_up_on AS "followUpOn",
     n.followed_up_at AS "followedUpAt", o.overdue AS "isOverdue", n.version, n.created_at AS "createdAt", n.updated_at AS "updatedAt",
     coalesce((SELECT json_agg(json_build_object('version', v.version, 'body', v.body,
       'bodySealed', encode(v.body_sealed, 'hex'), 'followUpOn', v.follow_up_on, 'replacedBy', v.replaced_by,
       'replacedAt', v.replaced_at) ORDER BY v.version DESC) FROM student_note_versions v WHERE v.note_id = n.id), '[]') AS history
   FROM student_notes n ${classDaySql}
   CROSS JOIN LATERAL (SELECT n.followed_up_at IS NULL AND coalesce(${isOverdueSql}, false) AS overdue) o
   WHERE n.course_id = $1 AND n.student_id = $2 AND n.deleted_at IS NULL
   ORDER BY o.overdue DESC, n.created_at DESC, n.id LIMIT $4::int`,
);
const messagesOfStudent = statement(
  'messages.of-student',
  `SELECT m.id, ${storedTexts}, m.sender_name AS "senderName", m.recipients, m.created_at AS "createdAt",
     r.read_at AS "readAt"
   FROM message_recipients r JOIN messages m ON m.id = r.message_id
   WHERE r.course_id = $1 AND r.student_id = $2 ORDER BY m.created_at DESC, m.id LIMIT $3::int`,
);

type NoteRow = Omit<StudentNote, 'body' | 'history'> & StoredBody & { history: HistoryRow[] };
type HistoryRow = Omit<StudentNote['history'][number], 'body'> & {
  version: number;
  body: string | null;
  /** In hex: it comes inside JSON. */
  bodySealed: string | null;
};

/**
 * Notes about a student of a class: those whose follow-up is overdue, then the newest first. The caller has checked the class and
 * audits the look.
 *
 * @param most null: all of them
 */
export async function readNotes(
  tx: Transaction,
  viewer: Viewer,
  { id: courseId, institutionId }: Class,
  studentId: string,
  most: number | null,
): Promise<StudentNote[]> {
  const rows = await tx.rows<NoteRow>(ofStudent, [courseId, studentId, viewer.userId, most]);
  const open = await readers(tx, { note: noteBody, version: noteVersionBody }, institutionId);
  return rows.map(({ body, bodySealed, history, ...note }) => ({
    ...note,
    body: readBody(open.note, [note.id, studentId], { body, bodySealed }),
    history: history.map((earlier) =>
      toEarlier(open.version, [note.id, earlier.version, studentId], earlier),
    ),
  }));
}

function toEarlier(open: Open, row: Row, { version: _version, body, bodySealed, ...earlier }: HistoryRow) {
  const stored = { body, bodySealed: bodySealed === null ? null : sealedFromHex(bodySealed) };
  return { ...earlier, body: readBody(open, row, stored) };
}

/**
 * Messages that a student of a class got, newest first. The caller has checked the class and audits the look.
 *
 * @param most null: all of them
 */
export async function readStudentMessages(
  tx: Transaction,
  { id: courseId, institutionId }: Class,
  studentId: string,
  most: number | null,
): Promise<StudentMessage[]> {
  const rows = await tx.rows<Stored<StudentMessage>>(messagesOfStudent, [courseId, studentId, most]);
  const open = await messageOpener(tx, institutionId);
  return rows.map((row) => open(row));
}
