import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { announceInvalidation } from '@/lib/cache/announce';
import { catalogTags } from '../tags';
import { indexBatchInTurn } from './refresh';

const order = statement('catalog.order', 'SELECT order_catalog() AS moved');

/** Begins a new generation of the catalog's orders where courses have moved; returns how many have. */
export const orderCatalog = (database: Database): Promise<number> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ moved: number }>(order);
    const moved = row?.moved ?? 0;
    if (moved > 0) await announceInvalidation(tx, [catalogTags.order]);
    return moved;
  }, database);

/**
 * Makes everything that has changed findable and puts the catalog in order, now: for imports and seeds, whose
 * courses should not wait for the worker. Each batch commits.
 *
 * @returns how many courses were indexed
 */
export async function settleCatalog(database: Database, signal?: AbortSignal): Promise<number> {
  let total = 0;
  for (let indexed = -1; indexed !== 0 && !signal?.aborted; total += indexed) {
    indexed = await asSystem(indexBatchInTurn, database);
  }
  await orderCatalog(database);
  return total;
}
