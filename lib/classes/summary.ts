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
  median: number | null;
};

export const classSummary = statement(
  'classes.summary',
  `SELECT f.enrolled, f.completed, f.dropped, f.completion_total AS "completionTotal", f.time_total AS "timeSpent",
     f.histogram, CASE WHEN f.enrolled >= 10 THEN median_of_middle(f.middle, f.enrolled, NULL) END AS median
   FROM course_cards k CROSS JOIN LATERAL class_figures(k.course_id) f
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
  return {
    registered: row.enrolled + row.dropped,
    active: row.enrolled - row.completed,
    completed: row.completed,
    dropped: row.dropped,
    avgCompletion: row.enrolled > 0 ? Math.round(row.completionTotal / row.enrolled) / 100 : null,
    medianCompletion: row.median === null ? null : row.median / 100,
    timeSpent: row.timeSpent,
    distribution: distributionBands(row.histogram),
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
