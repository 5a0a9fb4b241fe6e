import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { GoesAlong, StudentStatement } from './schema';

/** Nobody has so many; so each student's are looked up, and not the table read for all. */
const mostOfOne = 1_000;

const along = statement(
  'classes.goes-along',
  `SELECT s.id AS "userId", d.kept AS "keepsNamePrivate", r.contested, r.statement, r.stated_at AS "statedAt"
   FROM unnest($2::uuid[]) s(id)
   CROSS JOIN LATERAL (
     SELECT EXISTS (SELECT FROM directory_choices c WHERE c.user_id = s.id AND c.opted_out) AS kept OFFSET 0) d
   LEFT JOIN LATERAL (
     SELECT contested, statement, stated_at, amendment_id FROM record_statements
     WHERE student_id = s.id AND level <= 'academic' AND (course_id IS NULL OR course_id = $1) LIMIT ${mostOfOne}) r ON true
   WHERE d.kept OR r.amendment_id IS NOT NULL ORDER BY r.stated_at, r.amendment_id`,
);

type Row = { userId: string; keepsNamePrivate: boolean } & (
  | StudentStatement
  | Record<keyof StudentStatement, null>
);

/**
 * Adds to each student of a class what goes wherever the figures go: the choice not to be named outside (34 CFR 99.37), and what the
 * student says of a contested part of the record (99.21(c)). One statement of its own, since few have either.
 */
export async function withWhatGoesAlong<Student extends { userId: string }>(
  tx: Transaction,
  courseId: string,
  students: readonly Student[],
): Promise<(Student & GoesAlong)[]> {
  const rows = await tx.rows<Row>(along, [courseId, students.map(({ userId }) => userId)]);
  const byStudent = new Map<string, GoesAlong>();
  for (const { userId, keepsNamePrivate, ...said } of rows) {
    const known = byStudent.get(userId) ?? { keepsNamePrivate, statements: [] };
    if (said.statement !== null) known.statements.push(said);
    byStudent.set(userId, known);
  }
  return students.map((student) => ({
    ...student,
    ...(byStudent.get(student.userId) ?? { keepsNamePrivate: false, statements: [] }),
  }));
}
