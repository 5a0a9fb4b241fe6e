/**
 * The one number that a student is told about the class, so coarse that no two answers around the coming or going of one
 * classmate give that classmate's value (docs/decisions/0012).
 */

/** From so many classmates on, it is told to the whole percent. */
const fineFrom = 50;

/** The class median as told: whole percent, in steps of 5 below fifty classmates. */
export function toldMedian(median: number, classmates: number): number {
  const step = classmates >= fineFrom ? 1 : 5;
  return Math.round(median / step) * step;
}
