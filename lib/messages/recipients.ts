import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { pausedBeforeSql, pausedDaysSql } from '@/lib/analytics/rules/paused';
import type { Audience } from './audiences';

/** SQL for something of course $1 that its institution decides: worked out once a statement. */
const ofInstitution = (expression: string): string =>
  `(SELECT ${expression} FROM courses c JOIN institutions i ON i.id = c.institution_id
     LEFT JOIN LATERAL institution_rules(i.id) r ON true WHERE c.id = $1)`;

/** Of `e`, an enrolment; $2 holds the chosen ids. */
const conditions: Record<Audience, string> = {
  ALL: 'true',
  ACTIVE: "e.status = 'ACTIVE'",
  NOT_STARTED: "e.status = 'ACTIVE' AND e.last_activity_at IS NULL",
  PAUSED: `e.status = 'ACTIVE' AND e.last_activity_at < ${ofInstitution(pausedBeforeSql('now()'))}`,
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
    .join(', ')}, ${ofInstitution(pausedDaysSql)} AS "pausedDays"
   FROM enrollments e WHERE e.course_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
     AND cardinality($2::uuid[]) >= 0`,
);

export type NamedStudent = { studentId: string; name: string };

export type Recipients = {
  counts: Record<Audience, number>;
  /** Of the chosen students: five at most, by name. */
  named: NamedStudent[];
  /** Days without study after which a student has paused, by the institution's rules. */
  pausedDays: number;
};

/** How many students of a class belong to each audience, and who was chosen. Whoever calls sees to access and trail. */
export async function readRecipients(
  tx: Transaction,
  courseId: string,
  chosen: string[],
): Promise<Recipients> {
  const [row] = await tx.rows<Record<Audience, number> & { pausedDays: number }>(counts, [courseId, chosen]);
  if (!row) throw new Error(`no counts for ${courseId}`);
  const { pausedDays, ...students } = row;
  const named = chosen.length > 0 ? await tx.rows<NamedStudent>(names, [courseId, chosen]) : [];
  return { counts: students, named, pausedDays };
}
