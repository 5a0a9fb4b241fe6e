import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { RecommendationRule } from './advice/evidence';
import { ruleValue } from './rules/rules';

export type RecommendationRate = {
  rule: RecommendationRule;
  students: number;
  /** Recommendations whose days to be followed in are over, and what became of them. */
  shown: number;
  dismissed: number;
  followed: number;
};

const rates = statement('analytics.recommendation-rates', 'SELECT * FROM recommendation_rates($1)');

/** The product's own, for what was shown where no institution had changed it. */
const followedDays = ruleValue('recommendations.followedDays');

/** How often each rule's recommendations were followed in the administrator's institution; from ten students on. */
export const getRecommendationRates = (viewer: Viewer): Promise<RecommendationRate[]> =>
  asAdministrator(viewer, (tx) => tx.rows<RecommendationRate>(rates, [followedDays]));
