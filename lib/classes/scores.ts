import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { requireClass } from './class-access';
import { classTags } from './class-tags';
import type { ClassScores } from './schema';

type Row = { students: number; mean: number | null; median: number | null; bands: number[] };

const scores = statement(
  'classes.scores',
  `WITH s AS MATERIALIZED (
     SELECT comprehension_sum / 100.0 / comprehension_count AS mean FROM enrollments
     WHERE course_id = $1 AND role = 'STUDENT' AND status <> 'DROPPED' AND comprehension_count > 0),
   h AS (SELECT least(floor(mean / 10), 9)::int AS band, count(*)::int AS n FROM s GROUP BY 1)
   SELECT count(*)::int AS students, round(avg(mean), 2) AS mean,
     round(percentile_cont(0.5) WITHIN GROUP (ORDER BY mean)::numeric, 2) AS median,
     (SELECT array_agg(coalesce(h.n, 0) ORDER BY b) FROM generate_series(0, 9) b LEFT JOIN h ON h.band = b) AS bands
   FROM s`,
);

const cachedScores = personalRead(
  'analytics',
  'classes.scores',
  async (viewer, courseId: string): Promise<ClassScores> => {
    const [row] = await asViewer(viewer, (tx) => tx.rows<Row>(scores, [courseId]));
    const { students = 0, mean = null, median = null, bands = [] } = row ?? {};
    return {
      students,
      mean,
      median,
      distribution: bands.map((n, band) => ({ label: `${band * 10}–${band * 10 + 10} %`, students: n })),
    };
  },
  classTags,
);

/**
 * How the current students' mean scores spread: one mean a student, over the sections in which the student was scored.
 * A mean on a boundary belongs to the band above it, 100 % to the last. Who may ask is checked on every call.
 */
export async function getClassScores(viewer: Viewer, courseId: string): Promise<ClassScores> {
  await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  return cachedScores(viewer, courseId);
}
