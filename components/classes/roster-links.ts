import type { RosterQuery } from '@/lib/classes/schema';
import { pageHref } from '@/lib/page-query';

export const defaultRosterSize = 50;

/** The address of a view of the class list; any change leads back to its first page. */
export function rosterHref(courseId: string, query: RosterQuery, change: Partial<RosterQuery> = {}): string {
  const { limit, ...wanted } = { ...query, cursor: undefined, ...change };
  return pageHref(
    `/teach/${courseId}`,
    { ...wanted, limit: limit === defaultRosterSize ? undefined : limit },
    '#roster',
  );
}
