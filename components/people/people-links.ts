import type { PeopleQuery } from '@/lib/access/people';
import { pageHref } from '@/lib/page-query';

export const defaultPeopleSize = 50;

/** The address of a view of the people; any change leads back to its first page. */
export function peopleHref(query: PeopleQuery, change: Partial<PeopleQuery> = {}): string {
  const { limit, ...wanted } = { ...query, cursor: undefined, ...change };
  return pageHref('/admin/people', { ...wanted, limit: limit === defaultPeopleSize ? undefined : limit });
}
