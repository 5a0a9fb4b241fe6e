import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { requireReader } from './require-reader';
import type { AskedQuestion } from './schema';

const lessonQuestions = statement(
  'assessment.lesson-questions',
  `SELECT q.id, q.section_id AS "sectionId", q.version, v.kind, v.prompt, v.choices,
     CASE WHEN a.attempt IS NOT NULL THEN
       json_build_object('attempt', a.attempt, 'chosen', a.chosen, 'correct', a.correct) END AS answer,
     (SELECT json_build_object('correct', k.correct, 'explanation', k.explanation) FROM question_keys k
      WHERE k.question_id = q.id AND k.version = q.version AND ($4 OR a.correct OR a.attempt >= 2)) AS key
   FROM sections s JOIN lessons l ON l.id = s.lesson_id AND l.deleted_at IS NULL
   JOIN questions q ON q.section_id = s.id AND q.deleted_at IS NULL
   JOIN question_versions v ON v.question_id = q.id AND v.version = q.version
   LEFT JOIN LATERAL (SELECT x.attempt, x.chosen, x.correct FROM question_answers x
     WHERE x.user_id = $3 AND x.course_id = $1 AND x.question_id = q.id AND x.question_version = q.version
     ORDER BY x.attempt DESC LIMIT 1) a ON true
   WHERE s.course_id = $1 AND s.lesson_id = $2 AND s.deleted_at IS NULL
   ORDER BY s.section_order, q.question_order, q.id`,
);

/**
 * The questions of a lesson in order, for its students with their own last answers, for staff with the keys. The
 * one refusal for everybody else.
 */
export function getLessonQuestions(
  viewer: Viewer,
  courseId: string,
  lessonId: string,
): Promise<AskedQuestion[]> {
  return asViewer(viewer, async (tx) => {
    const reader = await requireReader(tx, viewer, courseId);
    return tx.rows<AskedQuestion>(lessonQuestions, [courseId, lessonId, viewer.userId, reader === 'staff']);
  });
}
