import { objectName } from '../checks/names';
import { ownSchema } from '../checks/sql';
import type { ReadingKind } from './kinds';

export type Server = { version: number; measuresStatements: boolean };

/** Counters of the server: `sql` selects `parts` (text[]), `epoch`, `counters` and `gauges`, both jsonb. */
export type Source = {
  kind: ReadingKind;
  sql: (server: Server) => string | null;
  /** How an object is called, from its parts. */
  name: (parts: string[]) => string;
  /** Of how many objects a reading is kept at most, and by which counter they are chosen. */
  most: number;
  by: string;
};

const words = (parts: string[]) => parts.join(' ');
const qualified = (parts: string[]) => objectName(...parts);

/** SQL: jsonb of counters by name. */
const figures = (expressions: Record<string, string>): string =>
  `jsonb_build_object(${Object.entries(expressions)
    .map(([name, expression]) => `'${name}', coalesce(${expression}, 0)`)
    .join(', ')})`;

const none = `'{}'::jsonb`;

/** SQL: since when the database as a whole counts. */
const databaseEpoch = `coalesce((SELECT stats_reset FROM pg_stat_database WHERE datname = current_database())::text, '')`;

/** SQL: bytes of a relation as of its last vacuum or analyse; asking for more would lock it. */
const knownBytes = (relation: string) => `${relation}.relpages::bigint * current_setting('block_size')::int`;

/** SQL: the same with long values that are kept apart and with all indexes. */
const knownTotalBytes = (relation: string) => `(${relation}.relpages::bigint
  + coalesce((SELECT long.relpages FROM pg_class long WHERE long.oid = ${relation}.reltoastrelid), 0)
  + coalesce((SELECT sum(x.relpages)::bigint FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
      WHERE i.indrelid IN (${relation}.oid, ${relation}.reltoastrelid)), 0)) * current_setting('block_size')::int`;

/** SQL: how many transactions and multixacts have been numbered since the server was made; asking takes no number. */
const transactionId = 'pg_snapshot_xmax(pg_current_snapshot())::text::numeric';
const multixactId = `(mxid_age('1'::xid)::bigint & 4294967295)`;

const database: Source = {
  kind: 'SERVER',
  name: words,
  most: 1,
  by: 'commits',
  sql: () => `
    SELECT ARRAY['database'] AS parts, coalesce(d.stats_reset::text, '') AS epoch,
      ${figures({
        commits: 'd.xact_commit',
        rollbacks: 'd.xact_rollback',
        hits: 'd.blks_hit',
        reads: 'd.blks_read',
        temporaryBytes: 'd.temp_bytes',
        deadlocks: 'd.deadlocks',
      })} AS counters,
      ${figures({
        connections: 'a.used',
        samples: '1',
        maxConnections: 'a.used',
        maxBytes: 'pg_database_size(d.datname)',
        maxTransactionId: transactionId,
        maxMultixactId: multixactId,
      })} AS gauges
    FROM pg_stat_database d, (SELECT count(*) AS used FROM pg_stat_activity WHERE datname = current_database()) a
    WHERE d.datname = current_database()`,
};

const statements: Source = {
  kind: 'STATEMENT',
  name: words,
  most: 80,
  by: 'milliseconds',
  sql: ({ version, measuresStatements }) =>
    measuresStatements
      ? `
    SELECT ARRAY[s.queryid::text, s.userid::text] AS parts,
      coalesce(${version >= 170_000 ? 's.stats_since' : '(SELECT stats_reset FROM pg_stat_statements_info)'}::text, '') AS epoch,
      ${figures({
        calls: 's.calls',
        milliseconds: 's.total_exec_time',
        squares: 's.calls * (s.stddev_exec_time ^ 2 + s.mean_exec_time ^ 2)',
        rows: 's.rows',
        hits: 's.shared_blks_hit',
        reads: 's.shared_blks_read',
        temporaryBlocks: 's.temp_blks_written',
        plans: 's.plans',
        planned: 's.total_plan_time',
        walBytes: 's.wal_bytes',
      })} AS counters, ${none} AS gauges
    FROM pg_stat_statements(false) s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = current_database() AND s.toplevel AND s.queryid IS NOT NULL AND s.calls > 0`
      : null,
};

const tables: Source = {
  kind: 'TABLE',
  name: qualified,
  most: 300,
  by: 'hits',
  sql: () => `
    SELECT ARRAY[s.schemaname, s.relname]::text[] AS parts, ${databaseEpoch} AS epoch,
      ${figures({
        seqScans: 's.seq_scan',
        seqRows: 's.seq_tup_read',
        indexScans: 's.idx_scan',
        inserted: 's.n_tup_ins',
        updated: 's.n_tup_upd',
        hotUpdated: 's.n_tup_hot_upd',
        deleted: 's.n_tup_del',
        hits: 'io.heap_blks_hit + coalesce(io.idx_blks_hit, 0) + coalesce(io.toast_blks_hit, 0)',
        reads: 'io.heap_blks_read + coalesce(io.idx_blks_read, 0) + coalesce(io.toast_blks_read, 0)',
      })} AS counters,
      ${figures({
        maxBytes: knownBytes('c'),
        maxTotalBytes: knownTotalBytes('c'),
        maxRows: 's.n_live_tup',
        maxDeadRows: 's.n_dead_tup',
      })} AS gauges
    FROM pg_stat_user_tables s JOIN pg_statio_user_tables io ON io.relid = s.relid JOIN pg_class c ON c.oid = s.relid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ownSchema('n')}`,
};

const indexes: Source = {
  kind: 'INDEX',
  name: qualified,
  most: 500,
  by: 'hits',
  sql: () => `
    SELECT ARRAY[s.schemaname, s.indexrelname]::text[] AS parts, ${databaseEpoch} AS epoch,
      ${figures({ scans: 's.idx_scan', rows: 's.idx_tup_read', hits: 'io.idx_blks_hit', reads: 'io.idx_blks_read' })} AS counters,
      ${figures({ maxBytes: knownBytes('c') })} AS gauges
    FROM pg_stat_user_indexes s JOIN pg_statio_user_indexes io ON io.indexrelid = s.indexrelid
      JOIN pg_class c ON c.oid = s.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ownSchema('n')}`,
};

const io: Source = {
  kind: 'IO',
  name: words,
  most: 60,
  by: 'hits',
  sql: () => `
    SELECT ARRAY[backend_type, object, context]::text[] AS parts, coalesce(stats_reset::text, '') AS epoch,
      ${figures({ reads: 'reads', writes: 'writes', extends: 'extends', hits: 'hits', evictions: 'evictions' })} AS counters,
      ${none} AS gauges
    FROM pg_stat_io WHERE coalesce(reads, 0) + coalesce(writes, 0) + coalesce(extends, 0) + coalesce(hits, 0) > 0`,
};

const wal: Source = {
  kind: 'WAL',
  name: words,
  most: 1,
  by: 'records',
  sql: () => `
    SELECT ARRAY['log'] AS parts, coalesce(stats_reset::text, '') AS epoch,
      ${figures({ records: 'wal_records', fullPages: 'wal_fpi', bytes: 'wal_bytes' })} AS counters, ${none} AS gauges
    FROM pg_stat_wal`,
};

const checkpoints: Source = {
  kind: 'CHECKPOINTS',
  name: words,
  most: 1,
  by: 'timed',
  sql: ({ version }) => {
    const [view, timed, requested] =
      version >= 170_000
        ? ['pg_stat_checkpointer', 'num_timed', 'num_requested']
        : ['pg_stat_bgwriter', 'checkpoints_timed', 'checkpoints_req'];
    return `
    SELECT ARRAY['checkpoints'] AS parts, coalesce(stats_reset::text, '') AS epoch,
      ${figures({ timed, requested })} AS counters, ${none} AS gauges
    FROM ${view}`;
  },
};

/** Everything that is read, the database first: it tells how much time a reading covers. */
export const sources: readonly Source[] = [database, statements, tables, indexes, io, wal, checkpoints];
