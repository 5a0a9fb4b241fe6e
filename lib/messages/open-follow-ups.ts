import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { requireClass } from '@/lib/classes/class-access';

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

/** The follow-ups of a class that are still open, the earliest fifty; the look is audited where it shows names. */
export const getOpenFollowUps = (viewer: Viewer, courseId: string): Promise<OpenFollowUp[]> =>
  asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const rows = await tx.rows<OpenFollowUp>(open, [courseId]);
    if (rows.length > 0) {
      await appendAudit(tx, viewer, {
        action: 'class.view',
        objectType: 'course',
        objectId: courseId,
        institutionId: course.institutionId,
        details: { course: course.code ?? course.title, students: rows.length },
      });
    }
    return rows;
  });
