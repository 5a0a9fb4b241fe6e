import { counted } from '@/lib/format';
import { milliseconds } from '@/lib/performance/units';
import type { AskedStatement, Facts } from '../candidates/facts';
import type { Advice, Estimate, RewritePattern } from './advice';

/** What a statement does that could be done better, seen in its text and its plan alone. */
export type Shown = {
  /** What it does now, after “It”: “sorts 40,000 rows …”. */
  does: string;
  instead: string;
  /** Whoever can do it; a programmer where nothing is said. */
  who?: Advice['who'];
  price?: string;
  evidence?: Advice['evidence'];
};

/** One way in which a statement is written worse than it could be. */
export type Rule = {
  pattern: RewritePattern;
  /** Null where the statement is not written so. Looks at text and plan: what it takes is `gain`’s. */
  shows(asked: AskedStatement, facts: Facts): Shown | null;
  /** What it would gain, from what was measured; null where it takes too little to matter. */
  gain(asked: AskedStatement, facts: Facts): Estimate | null;
};

const leastCalls = 20;
const leastMilliseconds = 1;
/** No statement takes less than being sent and answered. */
const leastTime = 0.05;

/** Milliseconds of one call. */
export const meanOf = ({ milliseconds: all, calls }: AskedStatement): number => all / Math.max(1, calls);

/** Whether it is asked often enough, and takes long enough, for anybody to feel it. */
export const isFelt = (asked: AskedStatement): boolean =>
  asked.calls >= leastCalls && meanOf(asked) >= leastMilliseconds;

/** What a call takes when only a share of the present work is left. */
export const timeLeft = (asked: AskedStatement, share: number, how: string): Estimate => ({
  of: 'milliseconds a call',
  now: meanOf(asked),
  after: Math.max(Math.min(leastTime, meanOf(asked)), meanOf(asked) * Math.min(1, share)),
  how,
});

/** What was measured of it, in a sentence; `since` is said beside it. */
export const measuredWords = (asked: AskedStatement): string =>
  `asked ${counted(asked.calls, 'time')}, ${milliseconds(meanOf(asked))} and ${counted(Math.round(asked.rows / Math.max(1, asked.calls)), 'row')} a call`;

export const noWritePrice = 'Writes cost what they do now.';
