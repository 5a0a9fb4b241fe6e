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

export type ClassPlace = 'ahead' | 'level' | 'behind';

/**
 * Where the own progress lies beside the class median as told: level where both are told alike. Made of what the student is
 * told anyway, so it says nothing more of a classmate; what it calls ahead or behind is so beside the exact median too.
 *
 * @param progress percent
 * @param told the class median, from `toldMedian` with the same number of classmates
 */
export function toldPlace(progress: number, told: number, classmates: number): ClassPlace {
  const own = toldMedian(progress, classmates);
  if (own === told) return 'level';
  return own > told ? 'ahead' : 'behind';
}
