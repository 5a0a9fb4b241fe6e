import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { StatusLimits } from '@/lib/analytics/status-limits';
import { personalRead } from '@/lib/cache/personal-read';
import { containing } from '@/lib/list-query';
import { classTags } from './class-tags';
import { learningRankSql, learningStatusOf, limitValues } from './learning-status';
import type { RosterFilter, RosterStudent, StatusCounts } from './schema';
import type { EnrollmentStatus } from './status-filter';

const registered = statement(
  'classes.registered',
  `SELECT (k.enrolled + k.dropped + coalesce(sum(d.enrolled + d.dropped), 0))::int AS total
   FROM course_cards k LEFT JOIN course_deltas d ON d.course_id = k.course_id WHERE k.course_id = $1
   GROUP BY k.course_id`,
);

const byStatus = statement(
  'classes.roster-count',
  `SELECT e.status, ${learningRankSql} AS rank, count(*)::int AS students
   FROM enrollments e WHERE e.course_id = $1 AND e.role = 'STUDENT' AND ($6::text IS NULL OR e.person_name ILIKE $6::text)
   GROUP BY 1, 2`,
);

type StatusCount = { status: RosterStudent['status']; rank: number | null; students: number };

const nobody: StatusCounts = { ACTIVE: 0, COMPLETED: 0, DROPPED: 0 };

// The limits are part of the key: they change with the class and with the rules of its institution.
const cachedCounts = personalRead(
  'analytics',
  'classes.roster-count',
  (viewer, courseId: string, limits: number[]) =>
    asViewer(viewer, (tx) => tx.rows<StatusCount>(byStatus, [courseId, ...limits, null])),
  (viewer, courseId) => classTags(viewer, courseId),
);

/** How many students have ever registered for a class. */
export async function countRegistered(tx: Transaction, courseId: string): Promise<number> {
  const [row] = await tx.rows<{ total: number }>(registered, [courseId]);
  return row?.total ?? 0;
}

/**
 * How many students a name and a learning status let through, by the state of their enrolment. Whoever calls has been
 * found to answer for the class.
 */
export async function countMatching(
  viewer: Viewer,
  courseId: string,
  { status: wanted, q }: RosterFilter,
  limits: StatusLimits,
): Promise<StatusCounts> {
  const values = limitValues(limits);
  const counts = q
    ? await asViewer(viewer, (tx) => tx.rows<StatusCount>(byStatus, [courseId, ...values, containing(q)]))
    : await cachedCounts(viewer, courseId, values);
  const matching = { ...nobody };
  for (const { status, rank, students } of counts)
    if (!wanted?.learning || learningStatusOf(rank) === wanted.learning) matching[status] += students;
  return matching;
}

/**
 * Counts that agree with the list beside them: what it shows whole is counted in it. Kept counts may be seconds behind.
 *
 * @param shown the list, where it has no other page; otherwise null
 */
export function agreeing(
  counts: StatusCounts,
  shown: readonly Pick<RosterStudent, 'status'>[] | null,
  enrollment: EnrollmentStatus | undefined,
): StatusCounts {
  if (shown === null) return counts;
  if (enrollment) return { ...counts, [enrollment]: shown.length };
  const seen = { ...nobody };
  for (const { status } of shown) seen[status]++;
  return seen;
}

/** How many students a state of the enrolment lets through; all of them without one. */
export const totalOf = (counts: StatusCounts, enrollment: EnrollmentStatus | undefined): number =>
  enrollment ? counts[enrollment] : counts.ACTIVE + counts.COMPLETED + counts.DROPPED;
