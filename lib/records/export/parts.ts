import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';

/** What an export holds besides the record itself: one statement a part, each about the student alone. */
const parts = {
  progress: statement(
    'records.export-progress',
    `SELECT p.course_id AS "courseId", l.title AS lesson, s.title AS section, p.completion_percentage AS completion,
       p.time_spent AS "timeSpent", p.completed_at AS "completedAt", p.difficulty_rating AS "difficultyRating",
       p.comprehension_score AS "comprehensionScore", p.first_activity_at AS "firstActivityAt",
       p.last_activity_at AS "lastActivityAt"
     FROM (SELECT * FROM user_progress WHERE user_id = $1 UNION SELECT * FROM opened_progress($1)) p
     JOIN lessons l ON l.id = p.lesson_id JOIN sections s ON s.id = p.section_id
     ORDER BY p.course_id, l.lesson_order, s.section_order`,
  ),
  answers: statement(
    'records.export-answers',
    `SELECT a.course_id AS "courseId", v.prompt AS question, (
         SELECT coalesce(jsonb_agg(c ->> 'text'), '[]') FROM jsonb_array_elements(v.choices) c
         WHERE c ->> 'id' = ANY (a.chosen)) AS chosen, a.correct, a.attempt, a.answered_at AS "answeredAt"
     FROM question_answers a JOIN question_versions v ON v.question_id = a.question_id AND v.version = a.question_version
     WHERE a.user_id = $1 ORDER BY a.answered_at, a.id`,
  ),
  riskScores: statement(
    'records.export-risk',
    // What the class usually does is told nowhere as exactly as here: a median may be one classmate's own.
    `SELECT course_id AS "courseId", day, score, evidence -> 'student' AS evidence, (
       SELECT coalesce(jsonb_agg(r - 'usual' - 'expected' || CASE WHEN r ->> 'signal' = 'trend'
         THEN jsonb_build_object('usual', r -> 'usual') ELSE '{}' END), '[]') FROM jsonb_array_elements(reasons) r) AS reasons
     FROM risk_snapshots WHERE user_id = $1 ORDER BY day, course_id`,
  ),
  standings: statement(
    'records.export-standings',
    `SELECT course_id AS "courseId", day, status, status_confidence AS "statusConfidence", style,
       style_confidence AS "styleConfidence", rules_version AS "rulesVersion"
     FROM standings WHERE user_id = $1 ORDER BY day, course_id`,
  ),
  consents: statement(
    'records.export-consents',
    `SELECT records, purpose, party_name AS "partyName", party_email AS "partyEmail", signature, signed_on AS "signedOn",
       expires_on AS "expiresOn", revoked_at AS "revokedAt" FROM consents WHERE student_id = $1 ORDER BY created_at, id`,
  ),
} satisfies Record<string, Statement>;

export type PartName = keyof typeof parts;

/** Every part in the order of the table, as rows that say by themselves what they are. */
export async function readParts(
  tx: Transaction,
  studentId: string,
): Promise<Record<PartName, Record<string, unknown>[]>> {
  const read = async (name: PartName) => tx.rows<Record<string, unknown>>(parts[name], [studentId]);
  return {
    progress: await read('progress'),
    answers: await read('answers'),
    riskScores: await read('riskScores'),
    standings: await read('standings'),
    consents: await read('consents'),
  };
}
