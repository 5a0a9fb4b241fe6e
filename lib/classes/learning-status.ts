import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { timeMeasuredSql } from '@/lib/analytics/evidence';
import { type RuleChanges, rulesOf } from '@/lib/analytics/rules/rules';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { type LearningStatus, learningStatuses } from '@/lib/analytics/standing';
import { type ClassShape, type StatusLimits, statusLimits } from '@/lib/analytics/status-limits';

/** Off the course's card; only while deltas wait for it is it worked out anew. */
export const classShape = statement(
  'classes.shape',
  `SELECT h.histogram, CASE WHEN w.waiting THEN course_middle(k.course_id, h.histogram) ELSE k.middle END AS middle,
     ${timeMeasuredSql} AS "timeMeasured", r.id AS override, coalesce(r.changes, '{}') AS changes
   FROM course_cards k
   CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM course_deltas d WHERE d.course_id = k.course_id) AS waiting) w
   CROSS JOIN LATERAL (
     SELECT k.histogram WHERE NOT w.waiting
     UNION ALL
     SELECT array_agg(k.histogram[b + 1] + coalesce(m.moved, 0) ORDER BY b)
     FROM generate_series(0, 101) b LEFT JOIN (
       SELECT x.bucket, sum(x.n)::int AS moved FROM (
         SELECT bucket_from AS bucket, -1 AS n FROM course_deltas WHERE course_id = k.course_id
         UNION ALL
         SELECT bucket_to, 1 FROM course_deltas WHERE course_id = k.course_id) x
       GROUP BY x.bucket) m ON m.bucket = b
     HAVING w.waiting) h
   LEFT JOIN LATERAL institution_rules(k.institution_id) r ON true
   WHERE k.course_id = $1`,
);

type Row = ClassShape & { override: number | null; changes: RuleChanges };

/** What decides the learning status of each student of a class now, by the rules of its institution. */
export async function readStatusLimits(tx: Transaction, courseId: string): Promise<StatusLimits> {
  const [row] = await tx.rows<Row>(classShape, [courseId]);
  if (!row) throw new Error(`course ${courseId} has no card`);
  return statusLimits(row, rulesOf(currentVersion, row.changes, row.override));
}

/** The values of $2 to $5 of a statement that holds `learningRankSql`. */
export const limitValues = ({ sections, seconds, behindTo, aheadFrom }: StatusLimits): number[] => [
  sections,
  seconds,
  behindTo,
  aheadFrom,
];

/** SQL for the learning status of enrolment `e` as its place in `learningStatuses`; null for who has none. */
export const learningRankSql = `CASE WHEN e.status <> 'DROPPED' AND e.progress_rows >= $2::int AND e.time_spent >= $3::int
       THEN CASE WHEN e.avg_completion <= $4::int THEN 0 WHEN e.avg_completion >= $5::int THEN 2 ELSE 1 END END`;

export const learningRank = (status: LearningStatus): number => learningStatuses.indexOf(status);
export const learningStatusOf = (rank: number | null): LearningStatus | null =>
  rank === null ? null : (learningStatuses[rank] ?? null);

/** The completions in which a status lies, in hundredths of a percent: what an index can look for. */
export const completionRange = (
  status: LearningStatus,
  { behindTo, aheadFrom }: StatusLimits,
): [from: number, to: number] => {
  if (status === 'NEEDS_SUPPORT') return [0, behindTo];
  return status === 'ACCELERATED' ? [aheadFrom, 10_000] : [behindTo + 1, aheadFrom - 1];
};
