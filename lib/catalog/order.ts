import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { cursorInstant, decodeCursor, encodeCursor } from '@/lib/list-query';
import type { CardRow } from './cards';
import type { ListingQuery } from './schema';

/** Orders of the catalog that do not depend on words. */
export type Order = 'popular' | 'completion' | 'newest';

/** Columns of `catalog_entries e` for even and for odd generations of an order. */
export const orderColumns = {
  popular: ['e.enrolled_even', 'e.enrolled_odd'],
  completion: ['e.completion_even', 'e.completion_odd'],
} as const;

/** Where a page ended: the generation of the order, the value it is sorted by, the course's number. */
export const orderedKeys = z.tuple([z.int32().min(0), z.int32(), z.int32()]);
/** The same in the order of making, which nothing changes. */
export const newestKeys = z.tuple([cursorInstant, z.int32()]);
/** The same by relevance: score and number. */
export const scoreKeys = z.tuple([z.int32(), z.int32()]);

const keysOf = {
  popular: orderedKeys,
  completion: orderedKeys,
  newest: newestKeys,
  relevance: scoreKeys,
} as const;

/** What a listing is sorted by: with words by relevance, without by students. */
export const sortOf = ({ q, sort }: Pick<ListingQuery, 'q' | 'sort'>): Order | 'relevance' => {
  if (q) return sort ?? 'relevance';
  return sort === undefined || sort === 'relevance' ? 'popular' : sort;
};

/** The cursor of the page after a card. */
export function cursorAfter(row: CardRow, sort: Order | 'relevance'): string {
  if (sort === 'newest') return encodeCursor([row.created_key, row.number]);
  if (sort === 'relevance') return encodeCursor([row.sort_key, row.number]);
  return encodeCursor([row.generation, row.sort_key, row.number]);
}

/** Whether a cursor could have been made in the order that the query asks for. */
export function isCursorFor(query: Pick<ListingQuery, 'q' | 'sort'>, cursor: string): boolean {
  try {
    return decodeCursor(keysOf[sortOf(query)], cursor).length > 0;
  } catch {
    return false;
  }
}

/** Refuses a cursor whose order has been replaced twice since: from there on, pages would repeat and skip courses. */
export class OutdatedCursor extends Refusal {
  /** @param nearby a cursor to the same place in the present order */
  constructor(readonly nearby: string) {
    super('invalid', 'The order has changed since this page link was made. Start again from the first page.');
  }
}

/** SQL that holds while the order of a generation is kept: the present one and the one before are. */
export const isKept = (generation: string): string =>
  `${generation} BETWEEN (SELECT generation - 1 FROM catalog_state) AND (SELECT generation FROM catalog_state)`;

/** @throws OutdatedCursor when the cursor's order is not kept at the present generation */
export function requireKept(query: Pick<ListingQuery, 'q' | 'sort' | 'cursor'>, present: number): void {
  if (query.cursor === undefined || keysOf[sortOf(query)] !== orderedKeys) return;
  const [generation, ...place] = decodeCursor(orderedKeys, query.cursor);
  if (generation < present - 1 || generation > present)
    throw new OutdatedCursor(encodeCursor([present, ...place]));
}
