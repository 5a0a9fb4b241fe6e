import type { FigureToCome } from '@/components/page/skeletons';

/** What `ClassFigures` will show. */
export const classToCome: readonly FigureToCome[] = [
  ['Registered'],
  ['Active'],
  ['Completed'],
  ['Withdrawn'],
  ['Average', 'completion of 1,000 students'],
  ['Median', 'half are above, half below'],
  ['Time spent', '2 h 46 min a student'],
];
