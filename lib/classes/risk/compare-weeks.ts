import { assessClass, type ClassDay } from './assess-class';
import { type Change, changeOf, type Left, whoLeft } from './compare';
import type { ClassFigures } from './facts';
import type { Assessment } from './score';
import type { Weights } from './weights';

export type Listed = Assessment & { change: Change | null };

export type WeekOnList = {
  notEnough: string | null;
  usual: ClassFigures | null;
  judged: number;
  /** Whether a week before there was enough to compare with. */
  compared: boolean;
  listed: Listed[];
  left: Left[];
};

/** The list of one day beside that of a week before, both under the same weights. */
export function compareWeeks(now: ClassDay, weekBefore: ClassDay, weights: Weights): WeekOnList {
  const today = assessClass(now, weights);
  if (today.usual === null) {
    return { notEnough: today.notEnough, usual: null, judged: 0, compared: false, listed: [], left: [] };
  }
  const earlier = assessClass(weekBefore, weights);
  const before = earlier.usual === null ? null : earlier.assessments;
  const scores = new Map(before?.map((assessment) => [assessment.userId, assessment]));
  const listed = today.assessments.filter(({ score }) => score >= weights.listedFrom);
  return {
    notEnough: null,
    usual: today.usual,
    judged: today.assessments.length,
    compared: before !== null,
    listed: listed.map((student) => ({
      ...student,
      change: before && changeOf(student, scores.get(student.userId), weights),
    })),
    left: before ? whoLeft(today.assessments, before, weights) : [],
  };
}
