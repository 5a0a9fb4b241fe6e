import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { RecommendationRule } from './recommendations';

export type RecommendationRate = {
  rule: RecommendationRule;
  students: number;
  /** Recommendations whose week is over, and what became of them. */
  shown: number;
  dismissed: number;
  followed: number;
};

const rates = statement('analytics.recommendation-rates', 'SELECT * FROM recommendation_rates()');

/** How often each rule's recommendations were followed in the administrator's institution; from ten students on. */
export const getRecommendationRates = (viewer: Viewer): Promise<RecommendationRate[]> =>
  asAdministrator(viewer, (tx) => tx.rows<RecommendationRate>(rates));
