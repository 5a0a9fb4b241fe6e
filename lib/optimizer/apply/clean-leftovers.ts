import type pg from 'pg';
import { sqlName } from '@/lib/performance/checks/names';
import { ownPrefix } from '../change';

/** Indexes of ours that an interrupted build left behind, and that nobody is building now. */
const leftovers = `
  SELECT n.nspname AS schema, c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT (i.indisvalid AND i.indisready) AND n.nspname = 'public' AND starts_with(c.relname, $1)
    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index b WHERE b.index_relid = i.indexrelid)`;

/** Drops what interrupted builds left behind. @returns names of what was dropped */
export async function cleanLeftovers(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ schema: string; name: string }>(leftovers, [ownPrefix]);
  for (const { schema, name } of rows)
    await owner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${sqlName(schema, name)}`);
  return rows.map(({ name }) => name);
}
