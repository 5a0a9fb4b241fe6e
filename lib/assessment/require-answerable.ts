import { Refusal } from '@/lib/errors';
import type { AnswerInput, Choice, GivenAnswer, QuestionKind } from './schema';

/** A formative question is not a lottery; a check of the table says the same. */
const mostAttempts = 50;

/** What is asked now, and how often this student has answered it. */
export type Asked = {
  courseId: string;
  lessonId: string;
  sectionId: string;
  version: number;
  kind: QuestionKind;
  choices: Choice[];
  attempts: number;
};

export type WrittenAnswer = GivenAnswer & { questionId: string; version: number; answeredAt: string };

/** Refuses an id that the student has already used for another answer. */
export function requireSameAnswer(earlier: WrittenAnswer, input: AnswerInput): void {
  const isSame =
    earlier.questionId === input.questionId &&
    earlier.version === input.version &&
    earlier.chosen.join() === input.chosen.join();
  if (!isSame) throw new Refusal('conflict', 'This id belongs to another answer of yours.');
}

/** Refuses what cannot be an answer to the question as it is asked now. */
export function requireAnswerable(question: Asked, { version, chosen }: AnswerInput): void {
  const offered = new Set(question.choices.map(({ id }) => id));
  if (question.version !== version)
    throw new Refusal('conflict', 'This question has changed meanwhile. Reload the page to see it as it is.');
  if (!chosen.every((id) => offered.has(id)))
    throw new Refusal('invalid', 'Please choose from the answers that are offered.', {
      chosen: 'is not a choice of this question',
    });
  if (question.kind === 'SINGLE' && chosen.length > 1)
    throw new Refusal('invalid', 'Please choose one answer only.', { chosen: 'takes one choice' });
  if (question.attempts >= mostAttempts)
    throw new Refusal('too-many', `A question takes at most ${mostAttempts} answers of one person.`);
}
