import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type Audience, pausedAfter } from './audiences';

/** Of `e`, an enrolment; $2 holds the chosen ids. */
const conditions: Record<Audience, string> = {
  ALL: 'true',
  ACTIVE: "e.status = 'ACTIVE'",
  NOT_STARTED: "e.status = 'ACTIVE' AND e.last_activity_at IS NULL",
  PAUSED: `e.status = 'ACTIVE' AND e.last_activity_at < now() - interval '${pausedAfter} days'`,
  COMPLETED: "e.status = 'COMPLETED'",
  CHOSEN: 'e.user_id = ANY ($2::uuid[])',
};

/** SQL for the students of course $1 who belong to an audience, with $2 the chosen ids. */
export const recipientsSql = (audience: Audience): string =>
  `SELECT e.user_id, e.person_name FROM enrollments e
   WHERE e.course_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND cardinality($2::uuid[]) >= 0
     AND ${conditions[audience]}`;

const names = statement(
  'messages.chosen-names',
  `SELECT user_id AS "studentId", person_name AS name FROM (${recipientsSql('CHOSEN')}) r ORDER BY person_name LIMIT 5`,
);
const counts = statement(
  'messages.audience-counts',
  `SELECT ${Object.entries(conditions)
    .map(([name, condition]) => `count(*) FILTER (WHERE ${condition})::int AS "${name}"`)
    .join(', ')}
   FROM enrollments e WHERE e.course_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
     AND cardinality($2::uuid[]) >= 0`,
);

export type NamedStudent = { studentId: string; name: string };

export type Recipients = {
  counts: Record<Audience, number>;
  /** Of the chosen students: five at most, by name. */
  named: NamedStudent[];
};

/** How many students of a class belong to each audience, and who was chosen. Whoever calls sees to access and trail. */
export async function readRecipients(
  tx: Transaction,
  courseId: string,
  chosen: string[],
): Promise<Recipients> {
  const [row] = await tx.rows<Record<Audience, number>>(counts, [courseId, chosen]);
  if (!row) throw new Error(`no counts for ${courseId}`);
  const named = chosen.length > 0 ? await tx.rows<NamedStudent>(names, [courseId, chosen]) : [];
  return { counts: row, named };
}
