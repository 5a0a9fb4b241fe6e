import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';

/** Behind a norm stand at least so many students: whoever asks, and ten others. */
const fewestBehindNorm = 11;

/** From so many students on, one of them cannot be found behind a finer median. */
const manyBehindNorm = 50;

// A course whose students did something since its norms were made, or that has lessons without any.
const outdated = statement(
  'analytics.outdated-norms',
  `SELECT c.id FROM courses c
   JOIN (SELECT course_id, max(updated_at) AS changed FROM enrollments WHERE role = 'STUDENT' GROUP BY course_id) e
     ON e.course_id = c.id
   CROSS JOIN LATERAL (
     SELECT min(n.as_of) AS as_of, count(*) FILTER (WHERE n.as_of IS NULL) AS missing
     FROM lessons l LEFT JOIN lesson_norms n ON n.course_id = l.course_id AND n.lesson_id = l.id
     WHERE l.course_id = c.id AND l.deleted_at IS NULL) n
   WHERE c.deleted_at IS NULL AND (n.missing > 0 OR e.changed > n.as_of)
   ORDER BY c.id`,
);

// Those who finished every section that the lesson has in their version of the course. Rounded where it is written:
// the mean to 5 %; the median to two significant digits, below fifty students to steps of a tenth to a fifth of it.
const refresh = statement(
  'analytics.refresh-norms',
  `WITH current_students AS MATERIALIZED (
     SELECT user_id, course_version FROM enrollments WHERE course_id = $1 AND role = 'STUDENT' AND status <> 'DROPPED'),
   needed AS (
     SELECT v.course_version, s.lesson_id, count(*) AS sections
     FROM (SELECT DISTINCT course_version FROM current_students) v
     JOIN sections s ON s.course_id = $1 AND section_counts(s, v.course_version) GROUP BY 1, 2),
   per_student AS (
     SELECT p.lesson_id, p.user_id, c.course_version, sum(p.time_spent) AS seconds, avg(p.comprehension_score) AS score,
       count(*) FILTER (WHERE p.completed_at IS NOT NULL AND section_counts(s, c.course_version)) AS done
     FROM user_progress p JOIN current_students c ON c.user_id = p.user_id
     JOIN sections s ON s.id = p.section_id AND s.deleted_at IS NULL
     WHERE p.course_id = $1 GROUP BY 1, 2, 3),
   per_lesson AS (
     SELECT q.lesson_id, count(*)::int AS students, count(q.score)::int AS scored, avg(q.score) AS score,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY q.seconds) AS seconds
     FROM per_student q JOIN needed n ON n.lesson_id = q.lesson_id AND n.course_version = q.course_version
     WHERE q.done = n.sections GROUP BY 1),
   stepped AS (
     SELECT q.*, m.magnitude * CASE WHEN q.students >= $3 THEN 0.1 WHEN q.seconds < 2 * m.magnitude THEN 0.2
       WHEN q.seconds < 5 * m.magnitude THEN 0.5 ELSE 1 END AS step
     FROM per_lesson q CROSS JOIN LATERAL (SELECT 10 ^ floor(log(greatest(q.seconds, 1)::numeric)) AS magnitude) m)
   INSERT INTO lesson_norms AS old (course_id, lesson_id, students, median_seconds, mean_comprehension, as_of)
   SELECT $1, l.id, coalesce(x.students, 0),
     CASE WHEN x.students >= $2 AND x.seconds > 0 THEN (round(x.seconds / x.step) * x.step)::int END,
     CASE WHEN x.scored >= $2 THEN (round(x.score / 5) * 5)::int END,
     now()
   FROM lessons l LEFT JOIN stepped x ON x.lesson_id = l.id
   WHERE l.course_id = $1 AND l.deleted_at IS NULL
   ON CONFLICT (course_id, lesson_id) DO UPDATE SET students = excluded.students, median_seconds = excluded.median_seconds,
     mean_comprehension = excluded.mean_comprehension, as_of = excluded.as_of`,
);

/** Works out anew what the lessons of one course take those who finished them. */
export async function writeLessonNorms(tx: Transaction, courseId: string): Promise<void> {
  await tx.rows(refresh, [courseId, fewestBehindNorm, manyBehindNorm]);
}

/**
 * Works out anew what lessons take the class, for courses with changes only; each course commits by itself,
 * so a run that was cut off goes on with the courses that are left.
 *
 * @returns how many courses
 */
export async function refreshLessonNorms(database: Database, signal: AbortSignal): Promise<number> {
  const courses = await asSystem((tx) => tx.rows<{ id: string }>(outdated), database);
  let done = 0;
  for (const { id } of courses) {
    if (signal.aborted) break;
    await asSystem((tx) => writeLessonNorms(tx, id), database);
    done += 1;
  }
  return done;
}
