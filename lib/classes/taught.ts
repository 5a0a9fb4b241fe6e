import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';

export type TaughtCourse = {
  id: string;
  code: string | null;
  title: string;
  status: 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
  startsOn: string | null;
  enrolled: number;
  completed: number;
  dropped: number;
  /** Percent; null without current students. */
  avgCompletion: number | null;
};

const taught = statement(
  'classes.taught',
  `SELECT c.id, c.code, c.title, c.status, c.starts_on AS "startsOn", (k.enrolled + d.enrolled)::int AS enrolled,
     (k.completed + d.completed)::int AS completed, (k.dropped + d.dropped)::int AS dropped,
     CASE WHEN k.enrolled + d.enrolled > 0
       THEN round((k.completion_total + d.completion) / 100.0 / (k.enrolled + d.enrolled), 2) END AS "avgCompletion"
   FROM courses c JOIN course_cards k ON k.course_id = c.id
   CROSS JOIN LATERAL (SELECT coalesce(sum(enrolled), 0) AS enrolled, coalesce(sum(completed), 0) AS completed,
     coalesce(sum(dropped), 0) AS dropped, coalesce(sum(completion), 0) AS completion
     FROM course_deltas WHERE course_id = c.id) d
   WHERE c.deleted_at IS NULL
     AND (($1 = 'INSTRUCTOR' AND c.instructor_id = $2::uuid) OR ($1 = 'ADMIN' AND c.institution_id = $3::uuid))
   ORDER BY c.starts_on DESC NULLS LAST, enrolled DESC, c.title`,
);

/** The courses an instructor teaches, or all of an administrator's institution, with their class figures. */
export const getTaughtCourses = (viewer: Viewer): Promise<TaughtCourse[]> =>
  asViewer(viewer, (tx) => tx.rows<TaughtCourse>(taught, [viewer.role, viewer.userId, viewer.institutionId]));
