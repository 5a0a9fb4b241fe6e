import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { ownTags } from './own-tags';

/** A section to point to: `place` counts from 1 inside its lesson. */
export type SectionPlace = { sectionId: string; title: string; place: number };

/** What the viewer has done in one lesson, and what it takes the class. */
export type LessonWork = {
  courseId: string;
  lessonId: string;
  title: string;
  /** Seconds, over the sections that are still there. */
  seconds: number;
  required: number;
  started: number;
  finished: number;
  /** Percent, the mean over scored sections. */
  comprehension: number | null;
  scored: number;
  /** The finished section with the lowest score. */
  weakest: (SectionPlace & { score: number }) | null;
  /** The first required section that is open. */
  next: SectionPlace | null;
  /** Of those who finished the lesson, rounded; null while too few did (docs/decisions/0012). */
  classSeconds: number | null;
  classComprehension: number | null;
  normAsOf: string | null;
};

// The own rows first: by section they would be looked for among the whole class's.
const lessonWork = statement(
  'analytics.lesson-work',
  `WITH own AS MATERIALIZED (
     SELECT section_id, time_spent, completed_at, comprehension_score FROM user_progress
     WHERE user_id = $1 AND ($2::uuid IS NULL OR course_id = $2::uuid)),
   outline AS (
     SELECT s.lesson_id, s.id, s.title, row_number() OVER (PARTITION BY s.lesson_id ORDER BY s.section_order) AS place,
       section_counts(s, e.course_version) AS counts, o.section_id IS NOT NULL AS begun, o.time_spent, o.completed_at,
       o.comprehension_score AS score
     FROM enrollments e JOIN sections s ON s.course_id = e.course_id AND s.deleted_at IS NULL
     LEFT JOIN own o ON o.section_id = s.id
     WHERE e.user_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND ($2::uuid IS NULL OR e.course_id = $2::uuid)),
   work AS (
     SELECT lesson_id, coalesce(sum(time_spent), 0)::int AS seconds, (count(*) FILTER (WHERE counts))::int AS required,
       (count(*) FILTER (WHERE begun))::int AS started,
       (count(*) FILTER (WHERE counts AND completed_at IS NOT NULL))::int AS finished,
       round(avg(score), 1) AS comprehension, count(score)::int AS scored,
       jsonb_agg(jsonb_build_object('sectionId', id, 'title', title, 'place', place, 'score', score) ORDER BY score, place)
         FILTER (WHERE completed_at IS NOT NULL AND score IS NOT NULL) -> 0 AS weakest,
       jsonb_agg(jsonb_build_object('sectionId', id, 'title', title, 'place', place) ORDER BY place)
         FILTER (WHERE counts AND completed_at IS NULL) -> 0 AS next
     FROM outline GROUP BY lesson_id)
   SELECT l.course_id AS "courseId", l.id AS "lessonId", l.title, w.seconds, w.required, w.started, w.finished,
     w.comprehension, w.scored, w.weakest, w.next, n.median_seconds AS "classSeconds",
     n.mean_comprehension AS "classComprehension", n.as_of AS "normAsOf"
   FROM work w JOIN lessons l ON l.id = w.lesson_id AND l.deleted_at IS NULL
   LEFT JOIN lesson_norms n ON n.course_id = l.course_id AND n.lesson_id = l.id AND n.median_seconds IS NOT NULL
   ORDER BY l.course_id, l.lesson_order`,
);

const cachedWork = personalRead(
  'progress',
  'analytics.lesson-work',
  (viewer, courseId: string | null) =>
    asViewer(viewer, (tx) => tx.rows<LessonWork>(lessonWork, [viewer.userId, courseId])),
  (viewer) => ownTags(viewer),
);

/** The viewer's lessons of every current course (or of one), in order, beside what they take the class. */
export const getLessonWork = (viewer: Viewer, courseId?: string): Promise<LessonWork[]> =>
  cachedWork(viewer, courseId ?? null);
