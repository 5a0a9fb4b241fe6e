import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type OpenFollowUp = {
  noteId: string;
  studentId: string;
  name: string;
  followUpOn: string;
  authorName: string;
};

const open = statement(
  'notes.open-follow-ups',
  `SELECT n.id AS "noteId", n.student_id AS "studentId", e.person_name AS name, n.follow_up_on AS "followUpOn",
     n.author_name AS "authorName"
   FROM student_notes n JOIN enrollments e ON e.user_id = n.student_id AND e.course_id = n.course_id
   WHERE n.course_id = $1 AND n.deleted_at IS NULL AND n.followed_up_at IS NULL AND n.follow_up_on IS NOT NULL
   ORDER BY n.follow_up_on, e.person_name LIMIT 50`,
);

/** The follow-ups of a class that are still open, the earliest fifty. Whoever calls sees to access and trail. */
export const readOpenFollowUps = (tx: Transaction, courseId: string): Promise<OpenFollowUp[]> =>
  tx.rows<OpenFollowUp>(open, [courseId]);
