import { productRules, type Rules } from '@/lib/analytics/rules/rules';

/** What a student's attention score is made of, strongest first where two bring the same points. */
export const signalNames = [
  'absence',
  'recent',
  'steadiness',
  'effort',
  'progress',
  'comprehension',
  'trend',
  'start',
] as const;

export type SignalName = (typeof signalNames)[number];

/** Everything the score depends on besides what a student did: the rules of the at-risk list, as the score reads them. */
export type Weights = Rules['risk'] & { points: { readonly [Signal in SignalName]: number } };

/** The weights of some rules, of an earlier version as well: a stored score names its rules. */
export const weightsOf = ({ risk, riskPoints }: Pick<Rules, 'risk' | 'riskPoints'>): Weights => ({
  ...risk,
  points: riskPoints,
});

/** The product's own weights as they are now. */
export const productWeights: Weights = weightsOf(productRules);
