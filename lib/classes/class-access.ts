import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { deniedClass } from '@/lib/access/denied';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';

const course = statement(
  'classes.course',
  `SELECT id, title, code, instructor_id AS "instructorId", institution_id AS "institutionId", status,
     starts_on AS "startsOn", ends_on AS "endsOn" FROM courses WHERE id = $1 AND deleted_at IS NULL`,
);

export type ClassCourse = {
  id: string;
  title: string;
  code: string | null;
  instructorId: string;
  institutionId: string;
  status: 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
  startsOn: string | null;
  endsOn: string | null;
};

/** The course, if the viewer answers for its class; otherwise the one refusal, which the trail keeps. First in every read of this room. */
export async function requireClass(tx: Transaction, viewer: Viewer, courseId: string): Promise<ClassCourse> {
  const [found] = await tx.rows<ClassCourse>(course, [courseId]);
  if (!found || !may.seeClass(viewer, found)) throw deniedClass(courseId, found?.institutionId);
  return found;
}
