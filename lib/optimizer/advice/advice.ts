import { z } from 'zod';
import { cacheClassNames } from '@/lib/cache/classes';
import type { Change } from '../change';

export const rewritePatterns = [
  'deep-offset',
  'repeated-statement',
  'count-for-page',
  'leading-wildcard',
  'wrapped-column',
  'or-across-columns',
  'not-in-subquery',
  'wide-rows',
  'random-order',
  'spilling-sort',
] as const;

export const estimateSchema = z.strictObject({
  /** What the two figures are of, with their unit: “milliseconds a call”. */
  of: z.string(),
  now: z.number(),
  after: z.number(),
  /** How the second one was arrived at. */
  how: z.string(),
});

const words = {
  /** What to do, in words for whoever does it. */
  instead: z.string(),
  who: z.enum(['programmer', 'operator']),
  estimate: estimateSchema,
  /** What it costs: time of writes, room, or how old an answer may be. */
  price: z.string(),
  /** What was measured; a name's ending is its unit, as in the evidence of a check. */
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
};

/** What people can do and the product cannot by itself: it is never tried, approved or made here. */
export const adviceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rewrite'),
    pattern: z.enum(rewritePatterns),
    /** The product’s name for the statement, else `statement` and its number. */
    statement: z.string(),
    /** As it can be shown: without values. */
    text: z.string(),
    /** The route that asks it too often; null where the statement itself is the matter. */
    route: z.string().nullable(),
    ...words,
  }),
  z.strictObject({
    kind: z.literal('cache-lifetime'),
    cacheClass: z.enum(cacheClassNames),
    /** Where the lifetime stands. */
    setting: z.string(),
    /** Seconds, as they should be and as they are. */
    seconds: z.number(),
    before: z.number(),
    ...words,
  }),
]);

export type Advice = z.output<typeof adviceSchema>;
export type Rewrite = Extract<Advice, { kind: 'rewrite' }>;
export type LifetimeAdvice = Extract<Advice, { kind: 'cache-lifetime' }>;
export type RewritePattern = Rewrite['pattern'];
export type Estimate = z.output<typeof estimateSchema>;

/** What a proposal is about: a change that the product can make, or advice to people. */
export type Idea = Change | Advice;

export const isAdvice = (idea: Idea): idea is Advice =>
  idea.kind === 'rewrite' || idea.kind === 'cache-lifetime';

/** The same advice has the same key, whatever was measured when it was given. */
export function keyOfAdvice(advice: Advice): string {
  if (advice.kind === 'cache-lifetime')
    return `cache-lifetime ${advice.cacheClass} ${advice.seconds > advice.before ? 'longer' : 'shorter'}`;
  const { pattern, statement, route } = advice;
  return ['rewrite', pattern, statement, ...(route === null ? [] : ['of', route])].join(' ');
}

/** What advice is about, for the audit trail. */
export const objectOfAdvice = (advice: Advice): string =>
  advice.kind === 'cache-lifetime' ? `cache ${advice.cacheClass}` : advice.statement;
