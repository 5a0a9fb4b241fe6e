import { type Statement, unpreparedStatement } from '@/db/statement';
import { decodeCursor } from '@/lib/list-query';
import { cardsOf } from './cards';
import { allOf, filterConditions, Parameters, statementFor } from './filters';
import { isKept, newestKeys, type Order, orderColumns, orderedKeys } from './order';
import type { ListingQuery } from './schema';

/** What pages and the API ask for when nobody says otherwise. */
const usualSizes = new Set([3, 12, 20, 24]);

/** The order without words. */
export const orderOf = ({ sort }: Pick<ListingQuery, 'sort'>): Order =>
  sort === 'newest' || sort === 'completion' ? sort : 'popular';

/**
 * The statement behind one page of the catalog without words: one ordered index finds the page, whatever its
 * depth. Orders that enrolments change are read from one generation, which the cursor carries on, so a walk
 * through the pages neither repeats nor skips a course. Once that generation is gone, there are no rows. The size of the
 * page stands in the text, since a plan for a size that is not known is thought to cost so much that it is made anew
 * each time.
 */
export function browseStatement(query: ListingQuery): { statement: Statement; values: unknown[] } {
  const order = orderOf(query);
  const parameters = new Parameters();
  const conditions = filterConditions(query, parameters);
  const where = allOf(conditions.values());
  const variant = [order, ...conditions.keys(), nextPage(order, query), `${query.limit} rows`]
    .filter(Boolean)
    .join('+');
  const text =
    order === 'newest' ? newestPage(query, where, parameters) : orderedPage(order, query, where, parameters);
  return {
    statement: usualSizes.has(query.limit)
      ? statementFor(`catalog.listing:${variant}`, text, conditions.size)
      : unpreparedStatement('catalog.listing', text),
    values: parameters.values,
  };
}

/** Which statement reads a later page: the generation chooses the column. */
function nextPage(order: Order, { cursor }: ListingQuery): string | undefined {
  if (cursor === undefined) return undefined;
  if (order === 'newest') return 'next';
  const [generation] = decodeCursor(orderedKeys, cursor);
  return generation % 2 === 0 ? 'next even' : 'next odd';
}

function newestPage({ cursor, limit }: ListingQuery, where: string, parameters: Parameters): string {
  const after = cursor === undefined ? null : decodeCursor(newestKeys, cursor);
  const keyset = after
    ? `AND (e.created_at, e.number) < (${parameters.add(after[0])}::timestamptz, ${parameters.add(after[1])}::int)`
    : '';
  return `WITH page AS MATERIALIZED (
      SELECT e.number, e.course_id, 0 AS sort_key, e.created_at FROM catalog_entries e WHERE ${where} ${keyset}
      ORDER BY e.created_at DESC, e.number DESC LIMIT ${limit + 1})
    ${cardsOf('p.created_at DESC, p.number DESC', '0')}`;
}

function orderedPage(
  order: 'popular' | 'completion',
  { cursor, limit }: ListingQuery,
  where: string,
  parameters: Parameters,
): string {
  const after = cursor === undefined ? null : decodeCursor(orderedKeys, cursor);
  const branch = (column: string, condition: string) => `
      (SELECT e.number, e.course_id, ${column} AS sort_key FROM catalog_entries e WHERE ${where} AND ${condition}
       ORDER BY ${column} DESC, e.number DESC LIMIT ${limit + 1})`;
  const [even, odd] = orderColumns[order];
  if (!after) {
    // The generation decides before any row is read: the other branch costs nothing.
    const present = (parity: number) => `(SELECT generation % 2 FROM catalog_state) = ${parity}`;
    return `WITH page AS MATERIALIZED (${branch(even, present(0))} UNION ALL ${branch(odd, present(1))})
      ${cardsOf('p.sort_key DESC, p.number DESC', '(SELECT generation FROM catalog_state)')}`;
  }
  const [generation, key, number] = after;
  const column = generation % 2 === 0 ? even : odd;
  const carried = `${parameters.add(generation)}::int`;
  const keyset = `(${column}, e.number) < (${parameters.add(key)}::int, ${parameters.add(number)}::int)`;
  return `WITH page AS MATERIALIZED (${branch(column, `${keyset} AND ${isKept(carried)}`)})
    ${cardsOf('p.sort_key DESC, p.number DESC', carried)}`;
}
