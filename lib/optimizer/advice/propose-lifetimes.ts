import { definitionOf } from '@/lib/cache/classes';
import { count, duration } from '@/lib/format';
import { share } from '@/lib/performance/units';
import { unknownGain } from '../candidates/candidate';
import type { CacheUse, Facts } from '../candidates/facts';
import type { LifetimeAdvice } from './advice';
import { type AdviceCandidate, freePrice } from './advice-candidate';

/** Less than a day, or so few looks, tell nothing. */
const leastDays = 1;
const leastLooksADay = 1_000;
/** From so many loads on that only the end of a lifetime caused, a day and of all, a longer one is worth it. */
const leastSavedADay = 100;
const dueToLifetime = 0.2;
const longer = 4;
/** No answer for everybody lives longer than an hour, no person's own longer than ten minutes: seconds. */
const longest = { everybody: 60 * 60, person: 10 * 60 } as const;
/** A class of which so few looks find something is kept for nothing. */
const fewHits = 0.05;
const shortest = 30;

/** Lifetimes of cache classes that are shorter than they need be, or longer than is of use. */
export const proposeLifetimes = (facts: Facts): AdviceCandidate[] =>
  facts.caches.flatMap((use) => lengthen(use, facts) ?? shorten(use) ?? []);

/** Looks of a day that a class answers, and that it has to load for. */
const looksOf = ({ hits, stale, misses, days }: CacheUse) => ({
  looks: (hits + stale + misses) / days,
  found: (hits + stale) / Math.max(1, hits + stale + misses),
});

const isKnown = (use: CacheUse): boolean => use.days >= leastDays && looksOf(use).looks >= leastLooksADay;

/** Loads that came only because a lifetime was over: what is dropped when something changes need not end by the clock as well. */
function lengthen(use: CacheUse, { hearsChanges }: Facts): AdviceCandidate | null {
  const { cacheClass, days, expired, stale, loads, loadTotal, invalidations } = use;
  const { seconds: before, scope } = definitionOf(cacheClass);
  const ended = (expired + stale) / days;
  const isSafe = hearsChanges && invalidations > 0;
  if (before === null || !isKnown(use) || !isSafe || ended < leastSavedADay) return null;
  const seconds = Math.min(before * longer, Math.max(before, longest[scope]));
  if (seconds === before || expired + stale < dueToLifetime * loads) return null;
  const saved = ended * (1 - before / seconds);
  const loadMean = loads > 0 ? loadTotal / loads : 0;
  return lifetime(use, {
    seconds,
    before,
    instead: `Set the lifetime of ${cacheClass} to ${duration(seconds)} (it is ${duration(before)}).`,
    estimate: {
      of: 'loads a day',
      now: Math.round(loads / days),
      after: Math.round(loads / days - saved),
      how: `A lifetime ${seconds / before} times as long ends that much more rarely, for answers that are asked for all the time; less is saved on others. A load takes ${Math.round(loadMean * 10) / 10} ms on average.`,
    },
    price: `What changes is dropped at once by its tags, ${count(invalidations)} answers in ${count(days)} days; what a write forgot to name would be seen up to ${duration(seconds)} late instead of ${duration(before)}${scope === 'person' ? '. It stays each person’s own, and is shared with nobody' : ''}.`,
    why: `${share(ended / Math.max(1, loads / days))} of the loads of ${cacheClass} came only because a lifetime was over, ${count(Math.round(ended))} a day, though a change drops its answers at once.`,
  });
}

/** What is hardly ever asked for again while it is kept. */
function shorten(use: CacheUse): AdviceCandidate | null {
  const { cacheClass, days, loads, hits } = use;
  const { seconds: before } = definitionOf(cacheClass);
  const { found } = looksOf(use);
  if (before === null || !isKnown(use) || found >= fewHits) return null;
  const seconds = Math.max(shortest, Math.round(before / longer));
  if (seconds >= before) return null;
  return lifetime(use, {
    seconds,
    before,
    instead: `Set the lifetime of ${cacheClass} to ${duration(seconds)} (it is ${duration(before)}), or stop keeping what is read so.`,
    estimate: {
      of: 'seconds that an answer is kept',
      now: before,
      after: seconds,
      how: `Answers are kept ${before / seconds} times as briefly. At most the ${count(Math.round(hits / days))} hits of a day become loads, beside ${count(Math.round(loads / days))} now.`,
    },
    price: `Up to ${count(Math.round(hits / days))} more loads a day; memory for answers that nobody asks for again is given back sooner.`,
    why: `Only ${share(found)} of the looks into ${cacheClass} find something: its answers are kept ${duration(before)}, and hardly ever asked for again.`,
  });
}

type Told = Pick<LifetimeAdvice, 'seconds' | 'before' | 'instead' | 'estimate' | 'price'> & { why: string };

const lifetime = (use: CacheUse, { why, ...told }: Told): AdviceCandidate => {
  const { cacheClass, days, loadTotal, ...figures } = use;
  return {
    change: {
      kind: 'cache-lifetime',
      cacheClass,
      setting: `cacheClasses.${cacheClass}.seconds in lib/cache/classes.ts`,
      who: 'programmer',
      evidence: { ...figures, loadMilliseconds: loadTotal, windowDays: days },
      ...told,
    },
    why: `${why} Measured over ${count(days)} days, all servers together.`,
    statements: [],
    expected: unknownGain,
    price: freePrice,
    refusal: null,
  };
};
