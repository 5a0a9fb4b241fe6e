import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { type ClassCourse, requireClass } from './class-access';
import { classTags } from './class-tags';
import type { ClassSummary } from './schema';

type Row = {
  enrolled: number;
  completed: number;
  dropped: number;
  completionTotal: number;
  timeSpent: number;
  histogram: number[];
  left: number[];
  entered: number[];
  median: number | null;
};

export const classSummary = statement(
  'classes.summary',
  `SELECT k.enrolled + d.enrolled AS enrolled, k.completed + d.completed AS completed, k.dropped + d.dropped AS dropped,
     k.completion_total + d.completion AS "completionTotal", k.time_total + d.time AS "timeSpent", k.histogram, d."left",
     d.entered, p.median
   FROM course_cards k
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(enrolled), 0)::int AS enrolled, coalesce(sum(completed), 0)::int AS completed,
       coalesce(sum(dropped), 0)::int AS dropped, coalesce(sum(completion), 0)::bigint AS completion,
       coalesce(sum(time), 0)::bigint AS time,
       coalesce(json_agg(bucket_from) FILTER (WHERE bucket_from IS NOT NULL), '[]') AS "left",
       coalesce(json_agg(bucket_to) FILTER (WHERE bucket_to IS NOT NULL), '[]') AS entered
     FROM course_deltas WHERE course_id = k.course_id) d
   CROSS JOIN LATERAL class_position(k.course_id, NULL) p
   WHERE k.course_id = $1`,
);

const cachedSummary = personalRead(
  'analytics',
  'classes.summary',
  async (viewer, courseId: string) => {
    const [row] = await asViewer(viewer, (tx) => tx.rows<Row>(classSummary, [courseId]));
    if (!row) throw new Error(`course ${courseId} has no card`);
    return toSummary(row);
  },
  classTags,
);

/**
 * Totals and distribution of a class: from the course's card and its waiting deltas, so the same at any class
 * size. Who may ask is checked on every call.
 */
export async function getClassSummary(
  viewer: Viewer,
  courseId: string,
): Promise<{ course: ClassCourse; summary: ClassSummary }> {
  const course = await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  return { course, summary: await cachedSummary(viewer, courseId) };
}

function toSummary(row: Row): ClassSummary {
  const buckets = [...row.histogram];
  for (const bucket of row.left) buckets[bucket] = (buckets[bucket] ?? 0) - 1;
  for (const bucket of row.entered) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  return {
    registered: row.enrolled + row.dropped,
    active: row.enrolled - row.completed,
    completed: row.completed,
    dropped: row.dropped,
    avgCompletion: row.enrolled > 0 ? Math.round(row.completionTotal / row.enrolled) / 100 : null,
    medianCompletion: row.median === null ? null : row.median / 100,
    timeSpent: row.timeSpent,
    distribution: distributionBands(buckets),
  };
}

/** Twelve bands from the 102 buckets described at `course_cards` in the schema. */
export function distributionBands(buckets: number[]): ClassSummary['distribution'] {
  const between = Array.from({ length: 10 }, (_, band) => ({
    label: `${band * 10}–${band * 10 + 10} %`,
    students: buckets.slice(1 + band * 10, 11 + band * 10).reduce((sum, n) => sum + n, 0),
  }));
  return [
    { label: '0 %', students: buckets[0] ?? 0 },
    ...between,
    { label: '100 %', students: buckets[101] ?? 0 },
  ];
}
