import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { requireClass } from '@/lib/classes/class-access';
import { classDaySql, isOverdueSql } from './follow-up-day';

export type OpenFollowUp = {
  noteId: string;
  studentId: string;
  name: string;
  followUpOn: string;
  /** Whether that day is over where the class is. */
  isOverdue: boolean;
  authorName: string;
};

/** Follow-ups of a class that nobody has done, and how many of them are overdue. */
export type FollowUpCounts = { open: number; overdue: number };

const openOnes = `FROM student_notes n ${classDaySql}
   WHERE n.course_id = $1 AND n.deleted_at IS NULL AND n.followed_up_at IS NULL AND n.follow_up_on IS NOT NULL`;

const open = statement(
  'notes.open-follow-ups',
  `SELECT o.*, e.person_name AS name FROM (
     SELECT n.id AS "noteId", n.student_id AS "studentId", n.follow_up_on AS "followUpOn", ${isOverdueSql} AS "isOverdue",
       n.author_name AS "authorName" ${openOnes}) o
   JOIN enrollments e ON e.user_id = o."studentId" AND e.course_id = $1
   ORDER BY o."followUpOn", e.person_name LIMIT 50`,
);
const counts = statement(
  'notes.count-follow-ups',
  `SELECT count(*)::int AS open, (count(*) FILTER (WHERE ${isOverdueSql}))::int AS overdue ${openOnes}`,
);

/** The follow-ups of a class that are still open, the earliest fifty: overdue ones first. Whoever calls sees to access and trail. */
export const readOpenFollowUps = (tx: Transaction, courseId: string): Promise<OpenFollowUp[]> =>
  tx.rows<OpenFollowUp>(open, [courseId]);

/** How many follow-ups of a class are open, in the caller's transaction and on the caller's check. */
export async function countFollowUps(tx: Transaction, courseId: string): Promise<FollowUpCounts> {
  const [found] = await tx.rows<FollowUpCounts>(counts, [courseId]);
  return found ?? { open: 0, overdue: 0 };
}

/** How many follow-ups wait, for those who answer for the class. Names nobody, so no look is recorded. */
export const getFollowUpCounts = (viewer: Viewer, courseId: string): Promise<FollowUpCounts> =>
  asViewer(viewer, async (tx) => {
    await requireClass(tx, viewer, courseId);
    return countFollowUps(tx, courseId);
  });
