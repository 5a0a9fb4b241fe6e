/**
 * What anybody is told of how far the students of a course are: so coarse that no two answers around the coming, going or
 * going on of one student give that student's progress, though the number of students is exact (docs/decisions/0012).
 */

/** Below so many students nothing is told: ten besides whoever asks. */
export const leastTold = 11;
/** From so many students on, the mean is told to the whole percent. */
const fineFrom = 50;
/** A number of people is told in steps of this, rounded down so that it is never more than there are. */
const peopleStep = 5;

/** Current students (active and completed) and how far they are; the total is in hundredths of a percent. */
export type Crowd = { students: number; finished: number; completionTotal: number };

/** As the catalog shows it. */
export type ToldCrowd = {
  /** Mean completion in whole percent, in steps of 5 below fifty students; null below eleven. */
  avgCompletionRate: number | null;
  /** In steps of five, rounded down; null below eleven students. */
  completedStudents: number | null;
};

/** `mean_completion` in the database sorts the catalog by the same steps. */
export function toldCrowd({ students, finished, completionTotal }: Crowd): ToldCrowd {
  if (students < leastTold) return { avgCompletionRate: null, completedStudents: null };
  const step = students < fineFrom ? 5 : 1;
  return {
    avgCompletionRate: Math.round(completionTotal / students / 100 / step) * step,
    completedStudents: Math.floor(finished / peopleStep) * peopleStep,
  };
}
