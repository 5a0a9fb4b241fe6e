import { type RosterOrder, type RosterPageQuery, type RosterSort, usualOrder } from '@/lib/classes/schema';
import { statusText } from '@/lib/classes/status-filter';
import { pageHref } from '@/lib/page-query';

export const defaultRosterSize = 50;

/** The address of a view of the class list; any change leads back to its first page. */
export function rosterHref(
  courseId: string,
  query: RosterPageQuery,
  change: Partial<RosterPageQuery> = {},
): string {
  const { limit, columns, status, ...wanted } = { ...query, cursor: undefined, ...change };
  return pageHref(
    `/teach/${courseId}`,
    {
      ...wanted,
      status: statusText(status),
      limit: limit === defaultRosterSize ? undefined : limit,
      columns: columns?.join(','),
    },
    '#roster',
  );
}

/** Where the students that a view shows are taken away from, all pages of them. */
export const exportHref = (courseId: string, { status, q }: Pick<RosterPageQuery, 'status' | 'q'>): string =>
  pageHref(`/api/v1/courses/${courseId}/class.csv`, { q, status: statusText(status) });

/**
 * How the list is sorted by a column now (null: by another), and what its heading leads to: its usual order first
 * (undefined), then the other way round.
 */
export function sortedBy(
  { sort = 'completion', order }: RosterPageQuery,
  column: RosterSort,
): { order: RosterOrder | null; next: RosterOrder | undefined } {
  if (sort !== column) return { order: null, next: undefined };
  const now = order ?? usualOrder(column);
  const turned: RosterOrder = now === 'asc' ? 'desc' : 'asc';
  return { order: now, next: turned === usualOrder(column) ? undefined : turned };
}
