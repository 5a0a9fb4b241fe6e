import { mean } from './means';
import type { Standing } from './standing';

/** SQL: a student's place in the class as `p` (classmates, median, below, above), for enrolments `e`, courses `c`. */
export const classPlaceSql = `JOIN course_cards k ON k.course_id = e.course_id
   CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM course_deltas d WHERE d.course_id = e.course_id) AS waiting) w
   CROSS JOIN LATERAL (
     SELECT * FROM class_position(e.course_id, e.user_id) WHERE w.waiting
     UNION ALL
     SELECT k.enrolled - 1,
       CASE WHEN k.enrolled > 10 THEN median_of_middle(k.middle, k.enrolled, e.avg_completion) END,
       CASE WHEN k.enrolled > 10 THEN h.below END,
       CASE WHEN k.enrolled > 10 THEN k.enrolled - h.below - k.histogram[completion_bucket(e.avg_completion) + 1] END
     FROM (SELECT coalesce(sum(n), 0)::int AS below
       FROM unnest(k.histogram[1:completion_bucket(e.avg_completion)]) n) h
     WHERE NOT w.waiting) p`;

/**
 * SQL: whether any time of the class on card `k` was measured. Activity that was imported may come without. A value is asked for, and
 * not EXISTS, for which the server might read what waits of all courses at once.
 */
export const timeMeasuredSql = `(k.time_total > 0
     OR (SELECT true FROM course_deltas t WHERE t.course_id = k.course_id AND t.time > 0 LIMIT 1) IS NOT NULL)`;

/** SQL: the columns that evidence is made of. */
export const evidenceColumns = `e.avg_completion AS "avgCompletion", e.sections_required AS "sectionsRequired",
     e.sections_completed AS "sectionsCompleted", e.progress_rows AS "progressRows", e.time_spent AS "timeSpent",
     e.velocity_sum AS "velocitySum", e.velocity_count AS "velocityCount",
     c.estimated_duration AS "estimatedDuration", ${timeMeasuredSql} AS "timeMeasured",
     p.classmates, p.median, p.below, p.above`;

export type EvidenceRow = {
  avgCompletion: number;
  sectionsRequired: number;
  sectionsCompleted: number;
  progressRows: number;
  timeSpent: number;
  timeMeasured: boolean;
  velocitySum: number;
  velocityCount: number;
  estimatedDuration: number | null;
  classmates: number;
  median: number | null;
  below: number | null;
  above: number | null;
};

/** What status and style are concluded from, out of an enrolment's rollup and its class. */
export const evidenceOf = (row: EvidenceRow): Standing => ({
  progress: row.avgCompletion / 100,
  sectionsStarted: row.progressRows,
  sectionsCompleted: row.sectionsCompleted,
  timeSpent: row.timeSpent,
  timeMeasured: row.timeMeasured,
  velocity: mean(row.velocitySum, row.velocityCount, 100),
  plannedVelocity:
    row.estimatedDuration && row.sectionsRequired
      ? (row.sectionsRequired * 60) / row.estimatedDuration
      : null,
  classmates: row.classmates,
  classMedian: row.median === null ? null : row.median / 100,
  classmatesBelow: row.below,
  classmatesAbove: row.above,
});
