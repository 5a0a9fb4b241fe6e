import { check, unknown } from './check';
import { objectName } from './names';
import { needsReadings } from './readings';
import { noExtension, ownSchema, sizeOf } from './sql';
import { fillfactor, hitRates, hotRates, otherIndexes, scanRates } from './table-rates';
import { notCounted, whenNothingShows } from './window';

type Scanned = { schema: string; table: string; bytes: number; scans: number; rowsAScan: number };

/** Tables of 10 MB and more that are read from end to end often, 10,000 rows and more a time. */
export const sequentialScans = check<Scanned>({
  name: 'sequential-scans',
  title: 'Large tables that are read from end to end',
  why: 'Reading a whole table for a few of its rows takes longer with every term, and pushes what others need out of memory.',
  impossible: notCounted,
  sql: `
    SELECT s.schemaname AS schema, s.relname AS "table", ${sizeOf('c')} AS bytes, s.seq_scan AS scans,
      s.seq_tup_read::float8 / s.seq_scan AS "rowsAScan"
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE s.seq_scan >= 100 AND s.seq_tup_read >= s.seq_scan * 10000 AND ${sizeOf('c')} >= 10485760
      AND ${ownSchema('n')} AND ${noExtension('c')}
    ORDER BY s.seq_tup_read DESC`,
  rates: scanRates,
  judge: (tables, facts) =>
    tables.length === 0
      ? whenNothingShows(facts)
      : tables.map(({ schema, table, bytes, scans, rowsAScan }) =>
          unknown(
            `Whether it is 100 times a day cannot be told. ${needsReadings(facts)}`,
            objectName(schema, table),
            {
              bytes,
              scans,
              rowsAScan: Math.round(rowsAScan),
              statisticsSince: facts.statisticsSince,
            },
          ),
        ),
});

type Updated = {
  schema: string;
  table: string;
  updates: number;
  hotUpdates: number;
  fillfactor: number;
  indexes: string[];
};

/** Tables whose updates mostly have to change their indexes, too. */
export const hotUpdates = check<Updated>({
  name: 'hot-updates',
  title: 'Updates that change every index',
  why: 'An update that finds room beside the old row, and changes no indexed column, leaves all indexes alone. Others write several times as much.',
  impossible: notCounted,
  sql: `
    SELECT s.schemaname AS schema, s.relname AS "table", s.n_tup_upd AS updates, s.n_tup_hot_upd AS "hotUpdates",
      ${fillfactor('c')} AS fillfactor, ${otherIndexes('c')} AS indexes
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE s.n_tup_upd >= 10000 AND s.n_tup_hot_upd < s.n_tup_upd * 0.5 AND ${ownSchema('n')} AND ${noExtension('c')}
    ORDER BY s.n_tup_upd - s.n_tup_hot_upd DESC`,
  rates: hotRates,
  judge: (tables, facts) =>
    tables.length === 0
      ? whenNothingShows(facts)
      : tables.map(({ schema, table, updates, hotUpdates, fillfactor, indexes }) =>
          unknown(
            `Whether it is 10,000 a day cannot be told. ${needsReadings(facts)}`,
            objectName(schema, table),
            {
              updates,
              hotShare: hotUpdates / updates,
              fillfactor,
              indexes,
              statisticsSince: facts.statisticsSince,
            },
          ),
        ),
});

type Blocks = { hits: number; reads: number };

/** How much of what was asked for was in memory. */
export const cacheHits = check<Blocks>({
  name: 'cache-hits',
  title: 'Reads that memory answers',
  why: 'What is not in the database’s memory comes from the disk, a hundred times slower.',
  impossible: notCounted,
  sql: `
    SELECT coalesce(sum(heap_blks_hit + idx_blks_hit), 0)::float8 AS hits, coalesce(sum(heap_blks_read + idx_blks_read), 0)::float8 AS reads
    FROM pg_statio_user_tables`,
  rates: hitRates,
  judge: ([found], facts) => [
    unknown(needsReadings(facts), null, {
      blocksFound: found?.hits ?? 0,
      blocksRead: found?.reads ?? 0,
      statisticsSince: facts.statisticsSince,
    }),
  ],
});
