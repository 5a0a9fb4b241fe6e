import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import type { AuditEvent } from '@/lib/audit/append';
import { nothingChanged } from '@/lib/audit/untold';
import { invalidate } from '@/lib/cache/invalidate';
import { notFound } from '@/lib/errors';
import { recordProgress } from '@/lib/progress/mutations';
import { type Asked, requireAnswerable, requireSameAnswer, type WrittenAnswer } from './require-answerable';
import { type AnswerInput, type AnswerReceipt, answerInput, type QuestionKey } from './schema';
import { isKeyShown, type SectionStanding, sectionScore } from './score';
import { answersTag } from './tags';

const asked = statement(
  'assessment.asked',
  `SELECT q.course_id AS "courseId", s.lesson_id AS "lessonId", q.section_id AS "sectionId", q.version, v.kind, v.choices,
     (SELECT count(*)::int FROM question_answers a WHERE a.user_id = $2 AND a.course_id = q.course_id
        AND a.question_id = q.id AND a.question_version = q.version) AS attempts
   FROM questions q JOIN enrollments e ON e.course_id = q.course_id AND e.user_id = $2 AND e.role = 'STUDENT'
     AND e.status <> 'DROPPED'
   JOIN sections s ON s.id = q.section_id AND s.deleted_at IS NULL
   JOIN lessons l ON l.id = s.lesson_id AND l.deleted_at IS NULL
   JOIN question_versions v ON v.question_id = q.id AND v.version = q.version
   WHERE q.id = $1 AND q.deleted_at IS NULL FOR UPDATE OF e`,
);
const answerColumns = `question_id AS "questionId", question_version AS version, attempt, chosen, correct,
  answered_at AS "answeredAt"`;
const earlierAnswer = statement(
  'assessment.earlier-answer',
  `SELECT ${answerColumns} FROM question_answers WHERE user_id = $1 AND id = $2`,
);
const insertAnswer = statement(
  'assessment.answer',
  `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen) VALUES ($1, $2, $3, $4, $5)
   RETURNING ${answerColumns}`,
);
const sectionStanding = statement(
  'assessment.section-score',
  `SELECT count(*)::int AS questions, count(a.correct)::int AS answered,
     (count(*) FILTER (WHERE a.correct))::int AS right
   FROM questions q LEFT JOIN LATERAL (SELECT x.correct FROM question_answers x
     WHERE x.user_id = $1 AND x.course_id = q.course_id AND x.question_id = q.id AND x.question_version = q.version
     ORDER BY x.attempt DESC LIMIT 1) a ON true
   WHERE q.section_id = $2 AND q.deleted_at IS NULL`,
);
const keyOf = statement(
  'assessment.key',
  'SELECT correct, explanation FROM question_keys WHERE question_id = $1 AND version = $2',
);

/**
 * A student answers a question: graded by the database, and the section's score counted, in one transaction.
 * Sending the same answer again changes nothing. The trail keeps that it was given and how it was graded, not what was chosen.
 */
export async function answerQuestion(viewer: Viewer | null, raw: unknown): Promise<AnswerReceipt> {
  const { courseId, receipt } = await perform(
    {
      input: answerInput,
      allow: ({ role }) => role === 'STUDENT',
      run: async ({ tx, viewer: student, input }) => {
        const value = await recordAnswer(tx, student.userId, input);
        return { value, audit: value.receipt.duplicate ? nothingChanged : eventOf(student, value) };
      },
    },
    viewer,
    raw,
  );
  if (!receipt.duplicate)
    await invalidate(`student:${viewer?.userId}`, `class:${courseId}`, answersTag(courseId));
  return receipt;
}

type Given = { courseId: string; receipt: AnswerReceipt };

const eventOf = ({ userId }: Viewer, { courseId, receipt }: Given): AuditEvent => ({
  action: 'question.answer',
  objectType: 'question',
  objectId: receipt.questionId,
  studentId: userId,
  details: { courseId, attempt: receipt.attempt, correct: receipt.correct },
});

/** The enrolment is locked first, as by every writer of one student's course: attempts take turns. */
async function recordAnswer(tx: Transaction, studentId: string, input: AnswerInput): Promise<Given> {
  const { id, questionId, version, chosen } = input;
  const [question] = await tx.rows<Asked>(asked, [questionId, studentId]);
  if (!question) throw notFound();
  const [earlier] = await tx.rows<WrittenAnswer>(earlierAnswer, [studentId, id]);
  if (earlier) requireSameAnswer(earlier, input);
  else requireAnswerable(question, input);
  const [given] = earlier
    ? [earlier]
    : await tx.rows<WrittenAnswer>(insertAnswer, [id, studentId, questionId, version, chosen]);
  const [standing] = await tx.rows<SectionStanding>(sectionStanding, [studentId, question.sectionId]);
  if (!given || !standing) throw new Error(`answer ${id} was not written`);
  const comprehension = sectionScore(standing);
  if (!earlier) await countScore(tx, studentId, question, { id, at: given.answeredAt, comprehension });
  const [key = null] = isKeyShown(given) ? await tx.rows<QuestionKey>(keyOf, [questionId, version]) : [];
  const { attempt, correct } = given;
  return {
    courseId: question.courseId,
    receipt: { id, questionId, attempt, correct, key, comprehension, duplicate: earlier !== undefined },
  };
}

/** Counts the answer as activity in its section, and the score if there is one; rollups stay exact. */
async function countScore(
  tx: Transaction,
  studentId: string,
  { courseId, lessonId, sectionId }: Asked,
  answer: { id: string; at: string; comprehension: number | null },
): Promise<void> {
  const event = {
    id: `answer:${answer.id}`,
    courseId,
    lessonId,
    sectionId,
    seconds: 0,
    completion: 0,
    comprehensionScore: answer.comprehension ?? undefined,
    at: answer.at,
  };
  const { accepted } = await recordProgress(tx, studentId, [event], new Date(answer.at));
  if (accepted !== 1) throw new Error(`the score after answer ${answer.id} was not counted`);
}
