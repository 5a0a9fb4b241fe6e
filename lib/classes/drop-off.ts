import type { LessonFunnel } from './schema';

/** How many students more (or fewer) opened a lesson than the one before it, and their share of those; null after nobody. */
export function changeFrom(
  before: Pick<LessonFunnel, 'attempted'>,
  { attempted }: Pick<LessonFunnel, 'attempted'>,
): { students: number; percent: number } | null {
  if (before.attempted === 0) return null;
  const students = attempted - before.attempted;
  return { students, percent: (Math.abs(students) / before.attempted) * 100 };
}

/** Percent of those who opened a lesson who have not finished it; null where nobody opened it. */
export const unfinishedShare = ({ attempted, completed }: LessonFunnel): number | null =>
  attempted > 0 ? ((attempted - completed) / attempted) * 100 : null;

/** The median time as a multiple of what the course plans; null without a plan or without any time. */
export const timesEstimate = ({ estimatedMinutes, medianTimeSpent }: LessonFunnel): number | null =>
  estimatedMinutes && medianTimeSpent > 0 ? medianTimeSpent / 60 / estimatedMinutes : null;
