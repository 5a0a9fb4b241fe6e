import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { requireClass } from '@/lib/classes/class-access';
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
  `SELECT person_name AS name FROM (${recipientsSql('CHOSEN')}) r ORDER BY person_name LIMIT 5`,
);
const counts = statement(
  'messages.audience-counts',
  `SELECT ${Object.entries(conditions)
    .map(([name, condition]) => `count(*) FILTER (WHERE ${condition})::int AS "${name}"`)
    .join(', ')}
   FROM enrollments e WHERE e.course_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
     AND cardinality($2::uuid[]) >= 0`,
);

export type Recipients = {
  counts: Record<Audience, number>;
  /** Of the chosen students: five at most, by name. */
  names: string[];
};

/** How many students of a class belong to each audience, and who was chosen; seeing the names is audited. */
export const getRecipients = (viewer: Viewer, courseId: string, chosen: string[]): Promise<Recipients> =>
  asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const [row] = await tx.rows<Record<Audience, number>>(counts, [courseId, chosen]);
    if (!row) throw new Error(`no counts for ${courseId}`);
    const shown = chosen.length > 0 ? await readNames(tx, courseId, chosen) : [];
    if (shown.length > 0) {
      await appendAudit(tx, viewer, {
        action: 'class.view',
        objectType: 'course',
        objectId: courseId,
        institutionId: course.institutionId,
        details: { course: course.code ?? course.title, students: shown.length },
      });
    }
    return { counts: row, names: shown };
  });

async function readNames(tx: Transaction, courseId: string, chosen: string[]): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(names, [courseId, chosen]);
  return rows.map(({ name }) => name);
}
