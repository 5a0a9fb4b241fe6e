import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type IndexUse = {
  table: string;
  index: string;
  bytes: number;
  unique: boolean;
  /** Since the statistics were last reset. */
  scans: number;
  lastScan: string | null;
  /** By day of the last seven, the oldest first, from readings; a day without any is 0. */
  scansByDay: number[];
};

const mostShown = 60;

// Sizes as of the last vacuum: to ask for more would lock the index.
const largest = statement(
  'performance.indexes',
  `SELECT s.relname AS "table", s.indexrelname AS "index", c.relpages::bigint * current_setting('block_size')::int AS bytes,
     i.indisunique AS "unique", s.idx_scan AS scans, s.last_idx_scan AS "lastScan", days.scans AS "scansByDay"
   FROM pg_stat_user_indexes s JOIN pg_class c ON c.oid = s.indexrelid JOIN pg_index i ON i.indexrelid = s.indexrelid
   CROSS JOIN LATERAL (
     SELECT array_agg(coalesce((r.counters ->> 'scans')::float8, 0) ORDER BY day.at) AS scans
     FROM generate_series(date_trunc('day', now(), 'UTC') - interval '6 days', now(), interval '1 day') AS day(at)
     LEFT JOIN performance_readings r ON r.grain = 'DAY' AND r.kind = 'INDEX' AND r.at = day.at
       AND r.object = s.schemaname || '.' || s.indexrelname) days
   WHERE s.schemaname = 'public' AND c.relpages > 1
   ORDER BY bytes DESC, 1, 2 LIMIT ${mostShown}`,
);

/** The largest indexes of the product and how much they are used. */
export const readIndexes = (tx: Transaction): Promise<IndexUse[]> => tx.rows<IndexUse>(largest);
