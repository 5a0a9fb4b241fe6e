import { type Statement, unpreparedStatement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { cursorInstantSql, decodeCursor, encodeCursor } from '@/lib/list-query';
import { orderOf } from './browse';
import { allOf, filterConditions, Parameters } from './filters';
import { newestKeys, orderColumns, orderedKeys } from './order';
import type { ListingQuery } from './schema';

/** The page before the one that was asked for; without a cursor it is the first. */
export type PreviousPage = { cursor: string | null };

type Row = { generation: number; key: string | number; number: number };

/**
 * Where the page before one begins: after the course that stands a page before the one after which this page begins. Null
 * on the first page, and for words, whose order would have to be made anew.
 */
export async function loadPreviousPage(query: ListingQuery): Promise<PreviousPage | null> {
  const { q, cursor } = query;
  if (q !== undefined || cursor === undefined) return null;
  const { statement, values } = previousStatement(query, cursor);
  const [row] = await asPublic((tx) => tx.rows<Row>(statement, values));
  if (!row) return { cursor: null };
  const { generation, key, number } = row;
  return { cursor: encodeCursor(orderOf(query) === 'newest' ? [key, number] : [generation, key, number]) };
}

function previousStatement(query: ListingQuery, cursor: string): { statement: Statement; values: unknown[] } {
  const parameters = new Parameters();
  const where = allOf(filterConditions(query, parameters).values());
  const { column, shown, place } = placeOf(query, cursor, parameters);
  const text = `SELECT ${shown} AS key, e.number, ${place.generation} AS generation FROM catalog_entries e
    WHERE ${where} AND (${column}, e.number) > (${place.key}, ${place.number})
    ORDER BY ${column}, e.number OFFSET ${query.limit - 1} LIMIT 1`;
  return { statement: unpreparedStatement('catalog.previous', text), values: parameters.values };
}

/** What the listing is ordered by, and where its cursor stands in that order, as placeholders. */
function placeOf(query: ListingQuery, cursor: string, parameters: Parameters) {
  const order = orderOf(query);
  if (order === 'newest') {
    const [at, number] = decodeCursor(newestKeys, cursor);
    const place = {
      generation: '0',
      key: `${parameters.add(at)}::timestamptz`,
      number: `${parameters.add(number)}::int`,
    };
    return { column: 'e.created_at', shown: cursorInstantSql('e.created_at'), place };
  }
  const [generation, key, number] = decodeCursor(orderedKeys, cursor);
  const column = orderColumns[order][generation % 2 === 0 ? 0 : 1];
  const place = {
    generation: `${parameters.add(generation)}::int`,
    key: `${parameters.add(key)}::int`,
    number: `${parameters.add(number)}::int`,
  };
  return { column, shown: column, place };
}
