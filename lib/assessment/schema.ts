import { z } from 'zod';
import type { Choice } from '@/db/schema/assessment';
import { fieldLabels } from '@/lib/field-labels';
import { optional } from '@/lib/list-query';

export type { Choice } from '@/db/schema/assessment';
export type QuestionKind = 'SINGLE' | 'MULTIPLE';

const choiceId = z.string().regex(/^[a-z]$/, 'is not a choice of this question');

/**
 * One answer. `id` is the client's; sending an answer again is harmless. `version` is the wording that was
 * answered. Attempt, grade and time are not the client's to say.
 */
export const answerInput = z
  .strictObject({
    id: z.guid('is not an id').toLowerCase(),
    questionId: z.guid('is not the id of a question').toLowerCase(),
    version: z.int32().min(1),
    chosen: z
      .array(choiceId)
      .min(1, 'choose an answer first')
      .max(26)
      .transform((ids) => [...new Set(ids)].sort()),
  })
  .register(fieldLabels, { id: 'Entry', questionId: 'Question', version: 'Version', chosen: 'Answer' });

export type AnswerInput = z.output<typeof answerInput>;

/** Which choices are right, and why (Markdown). */
export type QuestionKey = { correct: string[]; explanation: string | null };

export type GivenAnswer = {
  /** Counted per version of the question, from 1. */
  attempt: number;
  chosen: string[];
  correct: boolean;
};

/** A question as a person may see it: `key` only where it may be shown. Prompt and choices are Markdown. */
export type AskedQuestion = {
  id: string;
  sectionId: string;
  version: number;
  kind: QuestionKind;
  prompt: string;
  choices: Choice[];
  /** The viewer's own last answer to this version. */
  answer: GivenAnswer | null;
  key: QuestionKey | null;
};

export type AnswerReceipt = Omit<GivenAnswer, 'chosen'> & {
  id: string;
  questionId: string;
  key: QuestionKey | null;
  /** The section's score in percent; null until each of its questions has an answer. */
  comprehension: number | null;
  /** This answer had been counted before. */
  duplicate: boolean;
};

export const lessonQuestionsQuery = z.strictObject({
  lessonId: z.guid('is not the id of a lesson').toLowerCase(),
});

export const questionSorts = ['place', 'answered', 'difficulty', 'discrimination', 'flags'] as const;

export const classQuestionsQuery = z.strictObject({
  sort: optional(z.enum(questionSorts)),
  question: optional(z.guid('is not the id of a question').toLowerCase()),
});

export type ClassQuestionsQuery = z.output<typeof classQuestionsQuery>;
