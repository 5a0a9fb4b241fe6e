import { percent } from '@/lib/format';

/** A completion in percent, as the queries of a class give it, in words. */
export const completionText = (value: number, digits: 0 | 1 = 0): string =>
  percent(Math.round(value * 100), digits);
