import type { GivenAnswer } from './schema';

/** A section's questions, and how the last answers of one student to them stand. */
export type SectionStanding = { questions: number; answered: number; right: number };

/**
 * The comprehension score of a section in percent, two decimals: the share of its questions whose last answer is
 * right. Null until each question has an answer, so that a section half answered is not taken for half understood.
 */
export const sectionScore = ({ questions, answered, right }: SectionStanding): number | null =>
  questions === 0 || answered < questions ? null : Math.round((right / questions) * 10_000) / 100;

/**
 * Whether the right choices may be shown after this answer: it was right, or it was not the first. The database's
 * policy on `question_keys` says the same.
 */
export const isKeyShown = ({ attempt, correct }: Pick<GivenAnswer, 'attempt' | 'correct'>): boolean =>
  correct || attempt >= 2;
