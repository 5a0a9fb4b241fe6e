import { bootstrapMedian, type Interval, medianOf } from './bootstrap';

/** Times of the same work without and with a change, measured one after the other; milliseconds a call. */
export type Pair = { before: number; after: number };
export type Judgement = 'improved' | 'regressed' | 'inconclusive';

export type Effect = {
  /** Medians, milliseconds a call. */
  before: number;
  after: number;
  /** After divided by before: median of the pairs with its 95 % interval; null where too little was measured. */
  ratio: Interval | null;
  judgement: Judgement;
};

const leastPairs = 5;

/** How much faster or slower something must surely be to count, and how many milliseconds at least. */
export type Limits = { better: number; worse: number; milliseconds: number };

/** In the lab, where nothing else goes on. */
export const labLimits: Limits = { better: 0.9, worse: 1.1, milliseconds: 0.1 };

/** Right after a restart, where each statement is asked once and whatever it reads comes from outside of the server. */
export const coldLimits: Limits = { better: 0.9, worse: 1.25, milliseconds: 1 };

/**
 * What a change did to one statement: the ratio of each pair, so that whatever slows both down falls out; its median with a
 * bootstrap interval. Improved or regressed only where the whole interval lies beyond the limit.
 */
export function judgePairs(pairs: readonly Pair[], limits: Limits = labLimits): Effect {
  const before = medianOf(pairs.map((pair) => pair.before));
  const after = medianOf(pairs.map((pair) => pair.after));
  if (pairs.length < leastPairs) return { before, after, ratio: null, judgement: 'inconclusive' };
  const logs = bootstrapMedian(pairs.map((pair) => Math.log(floor(pair.after) / floor(pair.before))));
  const ratio = { median: Math.exp(logs.median), low: Math.exp(logs.low), high: Math.exp(logs.high) };
  const matters = Math.abs(after - before) >= limits.milliseconds;
  const judgement = matters ? judge(ratio, limits) : 'inconclusive';
  return { before, after, ratio, judgement };
}

/** A clock that did not move is no ratio. */
const floor = (milliseconds: number) => Math.max(milliseconds, 0.001);

function judge({ low, high }: Interval, { better, worse }: Limits): Judgement {
  if (high < better) return 'improved';
  return low > worse ? 'regressed' : 'inconclusive';
}
