import { classFigures } from './class-figures';
import type { ClassFigures, RiskFacts } from './facts';
import { type Assessment, assess } from './score';
import type { Weights } from './weights';

export type ClassDay = {
  /** YYYY-MM-DD */
  day: string;
  /** Days since the course began, this day included; null for a course without a first day. */
  courseDays: number | null;
  /** Percent of the course's dates that have passed; null without dates. */
  planned: number | null;
  students: RiskFacts[];
};

export type ClassAssessment =
  | { usual: ClassFigures; assessments: Assessment[] }
  | { usual: null; notEnough: string };

/** Scores everybody of a class, highest first; or says why it is too early or the class too small. */
export function assessClass(seen: ClassDay, weights: Weights): ClassAssessment {
  const notEnough = tooEarly(seen, weights);
  if (notEnough) return { usual: null, notEnough };
  const usual = classFigures(seen.students, seen.planned, weights);
  if (usual.activeDays === 0) {
    return { usual: null, notEnough: 'most of the class has not begun, so there is nothing to compare with' };
  }
  const assessments = seen.students.flatMap((student) => assess(student, usual, weights) ?? []);
  if (assessments.length === 0) {
    return { usual: null, notEnough: `everybody enrolled less than ${weights.minimumDays} days ago` };
  }
  return { usual, assessments: assessments.toSorted(byRank) };
}

function tooEarly({ courseDays, students }: ClassDay, weights: Weights): string | null {
  if (courseDays !== null && courseDays < 1) return 'the course has not begun';
  if (courseDays !== null && courseDays < weights.minimumDays) {
    return `the course is in its first ${weights.minimumDays} days`;
  }
  if (students.length < weights.minimumClass) {
    return `the comparison needs ${weights.minimumClass} students who are still learning`;
  }
  return null;
}

/** The order of the list: by score, then by user id, so that pages neither repeat nor skip a row. */
export const byRank = (a: { score: number; userId: string }, b: { score: number; userId: string }): number =>
  b.score - a.score || Number(a.userId > b.userId) - Number(a.userId < b.userId);
