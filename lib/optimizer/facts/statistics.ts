import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { StatisticsFacts } from '../candidates/facts';

const extended = statement(
  'optimizer.extended-statistics',
  `SELECT n.nspname AS schema, c.relname AS "table",
     (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum = ANY (s.stxkeys::int2[])) AS columns
   FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND 'f' = ANY (s.stxkind)`,
);

/** Extended statistics of the product's tables that tell which columns go together. */
export const readStatistics = async (tx: Transaction): Promise<StatisticsFacts[]> =>
  (await tx.rows<StatisticsFacts>(extended)).map(({ columns, ...one }) => ({
    ...one,
    columns: columns ?? [],
  }));

const installed = statement('optimizer.extensions', 'SELECT extname AS name FROM pg_extension');

/** Extensions of the database, by name. */
export const readExtensions = async (tx: Transaction): Promise<string[]> =>
  (await tx.rows<{ name: string }>(installed)).map(({ name }) => name);
