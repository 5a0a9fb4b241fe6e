/**
 * What a student is told about the class, so coarse that no two answers around the coming or going of one
 * classmate give that classmate's value (docs/decisions/0012).
 */

/** From so many classmates on, figures are told to the whole percent. */
const fineFrom = 50;

const stepFor = (classmates: number, fine: number, coarse: number) =>
  classmates >= fineFrom ? fine : coarse;

/** The class median as told: whole percent, in steps of 5 below fifty classmates. */
export const toldMedian = (median: number, classmates: number): number =>
  toStep(median, stepFor(classmates, 1, 5));

/** A share of classmates as told, in percent: steps of 5, below fifty classmates of 10. */
export const toldShare = (students: number, classmates: number): number =>
  toStep((students / classmates) * 100, stepFor(classmates, 5, 10));

const toStep = (value: number, step: number) => Math.round(value / step) * step;
