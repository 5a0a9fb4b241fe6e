import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { StudentOnList } from './list-page';
import { type Acceptable, isAcceptable, stillThere } from './stored-list';

const storedStudent = statement(
  'classes.risk.stored-student',
  `SELECT l.day, l.worked_out_at AS "workedOutAt", l.not_enough AS "notEnough", l.compared, false AS "isCut", listed.student, gone.left
   FROM risk_lists l
   LEFT JOIN LATERAL (
     SELECT to_jsonb(r) AS student FROM (
       SELECT s.user_id AS "userId", e.person_name AS name, s.score, s.confidence, s.reasons, s.changed AS change
       FROM risk_list_students s ${stillThere} WHERE s.course_id = l.course_id AND s.user_id = $6::uuid) r) listed ON true
   LEFT JOIN LATERAL (
     SELECT g.student AS left FROM jsonb_array_elements(l.gone) AS g(student) WHERE g.student ->> 'userId' = $6::uuid::text) gone ON true
   WHERE ${isAcceptable}`,
);

/** What the class's stored list says of one student, if there is a list of these days by these rules. Read by key. */
export async function readStoredStudent(
  viewer: Viewer,
  courseId: string,
  { from, to, rules }: Acceptable,
  studentId: string,
): Promise<StudentOnList | null> {
  const [row] = await asViewer(viewer, (tx) =>
    tx.rows<StudentOnList>(storedStudent, [courseId, from, to, rules.version, rules.override, studentId]),
  );
  return row ?? null;
}
