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

const lessonWork = statement(
  'analytics.lesson-work',
  `SELECT e.course_id AS "courseId", l.id AS "lessonId", l.title, x.seconds, x.required, x.started, x.finished,
     x.comprehension, x.scored, x.weakest, x.next, n.median_seconds AS "classSeconds",
     n.mean_comprehension AS "classComprehension", n.as_of AS "normAsOf"
   FROM enrollments e JOIN lessons l ON l.course_id = e.course_id AND l.deleted_at IS NULL
   LEFT JOIN lesson_norms n ON n.course_id = l.course_id AND n.lesson_id = l.id AND n.median_seconds IS NOT NULL
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(q.time_spent), 0)::int AS seconds, (count(*) FILTER (WHERE q.counts))::int AS required,
       count(q.first_activity_at)::int AS started,
       (count(*) FILTER (WHERE q.counts AND q.completed_at IS NOT NULL))::int AS finished,
       round(avg(q.comprehension_score), 1) AS comprehension, count(q.comprehension_score)::int AS scored,
       jsonb_agg(jsonb_build_object('sectionId', q.id, 'title', q.title, 'place', q.place, 'score', q.comprehension_score)
         ORDER BY q.comprehension_score, q.place)
         FILTER (WHERE q.completed_at IS NOT NULL AND q.comprehension_score IS NOT NULL) -> 0 AS weakest,
       jsonb_agg(jsonb_build_object('sectionId', q.id, 'title', q.title, 'place', q.place) ORDER BY q.place)
         FILTER (WHERE q.counts AND q.completed_at IS NULL) -> 0 AS next
     FROM (
       SELECT s.id, s.title, row_number() OVER (ORDER BY s.section_order) AS place,
         section_counts(s, e.course_version) AS counts, p.time_spent, p.completed_at, p.comprehension_score, p.first_activity_at
       FROM sections s LEFT JOIN user_progress p ON p.user_id = e.user_id AND p.course_id = s.course_id
         AND p.lesson_id = s.lesson_id AND p.section_id = s.id
       WHERE s.course_id = l.course_id AND s.lesson_id = l.id AND s.deleted_at IS NULL) q) x
   WHERE e.user_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND ($2::uuid IS NULL OR e.course_id = $2::uuid)
   ORDER BY e.course_id, l.lesson_order`,
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
