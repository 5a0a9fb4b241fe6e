import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import type { StudentMessage, StudentNote } from './schema';

const ofStudent = statement(
  'notes.of-student',
  `SELECT n.id, n.author_name AS "authorName", n.author_id = $3 AS "isOwn", n.body, n.follow_up_on AS "followUpOn",
     n.followed_up_at AS "followedUpAt", n.version, n.created_at AS "createdAt", n.updated_at AS "updatedAt",
     coalesce((SELECT json_agg(json_build_object('body', v.body, 'followUpOn', v.follow_up_on, 'replacedBy', v.replaced_by,
       'replacedAt', v.replaced_at) ORDER BY v.version DESC) FROM student_note_versions v WHERE v.note_id = n.id), '[]') AS history
   FROM student_notes n WHERE n.course_id = $1 AND n.student_id = $2 AND n.deleted_at IS NULL
   ORDER BY n.created_at DESC, n.id LIMIT 200`,
);
const messagesOfStudent = statement(
  'messages.of-student',
  `SELECT m.id, m.subject, m.body, m.sender_name AS "senderName", m.recipients, m.created_at AS "createdAt",
     r.read_at AS "readAt"
   FROM message_recipients r JOIN messages m ON m.id = r.message_id
   WHERE r.course_id = $1 AND r.student_id = $2 ORDER BY m.created_at DESC, m.id LIMIT 100`,
);

/** Notes about a student of a class, newest first. The caller has checked the class and audits the look. */
export const readNotes = (
  tx: Transaction,
  viewer: Viewer,
  courseId: string,
  studentId: string,
): Promise<StudentNote[]> => tx.rows<StudentNote>(ofStudent, [courseId, studentId, viewer.userId]);

/** Messages that a student of a class got, newest first. The caller has checked the class and audits the look. */
export const readStudentMessages = (
  tx: Transaction,
  courseId: string,
  studentId: string,
): Promise<StudentMessage[]> => tx.rows<StudentMessage>(messagesOfStudent, [courseId, studentId]);
