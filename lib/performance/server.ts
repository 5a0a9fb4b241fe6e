import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type ServerHealth = {
  version: string;
  /** Bytes. */
  databaseSize: number;
  startedAt: string;
  connections: number;
  maxConnections: number;
  /** Share of block reads answered by the buffer cache, 0–1; null before any read. */
  cacheHitRatio: number | null;
  deadlocks: number;
  /** Bytes spilled to disk by sorts and hashes. */
  temporaryBytes: number;
  waitingDeltas: number;
  statisticsSince: string | null;
};

const health = statement(
  'performance.server',
  `SELECT current_setting('server_version') AS version, pg_database_size(d.datname) AS "databaseSize",
     pg_postmaster_start_time() AS "startedAt", (SELECT count(*)::int FROM pg_stat_activity WHERE datname = d.datname) AS connections,
     current_setting('max_connections')::int AS "maxConnections",
     CASE WHEN d.blks_hit + d.blks_read > 0 THEN (d.blks_hit::float8 / (d.blks_hit + d.blks_read)) END AS "cacheHitRatio",
     d.deadlocks, d.temp_bytes AS "temporaryBytes", d.stats_reset AS "statisticsSince",
     (SELECT count(*)::int FROM course_deltas) AS "waitingDeltas"
   FROM pg_stat_database d WHERE d.datname = current_database()`,
);

/** The server at a glance. */
export async function readServer(tx: Transaction): Promise<ServerHealth> {
  const [row] = await tx.rows<ServerHealth>(health);
  if (!row) throw new Error('The server keeps no statistics for this database.');
  return row;
}
