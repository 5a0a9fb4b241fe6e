import type { AtRiskQuery } from '@/lib/classes/risk/schema';
import { pageHref } from '@/lib/page-query';

const defaultSize = 50;

/** The address of a view of the at-risk list; any change leads back to its first page. */
export function riskHref(courseId: string, query: AtRiskQuery, change: Partial<AtRiskQuery> = {}): string {
  const { limit, ...wanted } = { ...query, cursor: undefined, ...change };
  return pageHref(`/teach/${courseId}/at-risk`, {
    ...wanted,
    limit: limit === defaultSize ? undefined : limit,
  });
}
