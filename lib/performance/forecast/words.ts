import { date } from '@/lib/format';
import { bytes } from '../units';
import { leastDays, type Trend } from './trend';
import type { Reached } from './when-reached';

const day = 86_400_000;

const dateIn = (days: number, asOf: string) => date(Date.parse(asOf) + days * day, 'UTC');

/** What stands where a week of readings is not there yet. */
export const notEnough = `Not enough data yet: it takes readings of ${leastDays} days.`;

/** Growth a day in words: “+12 MB”. */
export const perDayWords = ({ perDay }: Trend): string => signed(perDay);

/** The range of the growth in words: “+9 MB to +15 MB a day”. */
export const rangeWords = ({ low, high }: Trend): string =>
  signed(low) === signed(high) ? 'every day the same' : `${signed(low)} to ${signed(high)} a day`;

const signed = (amount: number) => {
  if (Math.abs(amount) < 1) return 'nothing';
  return `${amount > 0 ? '+' : '−'}${bytes(Math.abs(amount))}`;
};

/** When a limit is reached in words, with the earliest day that the range allows. */
export function reachedWords({ expected, earliest }: Reached, asOf: string): string {
  if (expected === 0) return 'now';
  if (expected !== null && earliest !== null)
    return `about ${dateIn(expected, asOf)}, at the earliest ${dateIn(earliest, asOf)}`;
  return earliest === null
    ? 'not within ten years'
    : `not at this growth; at the earliest ${dateIn(earliest, asOf)}`;
}

/** The size that a trend leads to in so many days; never less than nothing. */
export const sizeIn = ({ latest, perDay }: Trend, days: number): number =>
  Math.max(0, latest + perDay * days);
