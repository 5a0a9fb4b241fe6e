import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import { personalRead } from '@/lib/cache/personal-read';
import { ownTags } from './own-tags';

export type NextStep = {
  courseId: string;
  lessonId: string;
  lessonTitle: string;
  sectionId: string;
  sectionTitle: string;
  /** Minutes. */
  estimatedDuration: number | null;
};

const nextSteps = statement(
  'analytics.next-steps',
  `SELECT e.course_id AS "courseId", n.*
   FROM enrollments e
   CROSS JOIN LATERAL (
     SELECT l.id AS "lessonId", l.title AS "lessonTitle", s.id AS "sectionId", s.title AS "sectionTitle",
       s.estimated_duration AS "estimatedDuration"
     FROM lessons l JOIN sections s ON s.course_id = l.course_id AND s.lesson_id = l.id
     LEFT JOIN user_progress p ON p.user_id = e.user_id AND p.course_id = e.course_id AND p.lesson_id = l.id AND p.section_id = s.id
     WHERE l.course_id = e.course_id AND l.deleted_at IS NULL AND section_counts(s, e.course_version) AND p.completed_at IS NULL
     ORDER BY l.lesson_order, s.section_order LIMIT 1) n
   WHERE e.user_id = $1 AND e.role = 'STUDENT' AND e.status = 'ACTIVE'`,
);

/** The first required section not yet complete, for each active course: where “Continue” leads. */
export const getNextSteps = personalRead(
  'progress',
  'analytics.next-steps',
  (viewer) => asViewer(viewer, (tx) => tx.rows<NextStep>(nextSteps, [viewer.userId])),
  (viewer) => ownTags(viewer),
);
