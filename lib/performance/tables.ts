import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type TableActivity = {
  table: string;
  category: 'HIGH_ACTIVITY' | 'CONTENT_MANAGEMENT' | 'USER_MANAGEMENT' | 'SYSTEM';
  inserts: number;
  updates: number;
  hotUpdates: number;
  deletes: number;
  liveRows: number;
  deadRows: number;
  /** Bytes with indexes. */
  totalBytes: number;
  /** Rows added less those deleted in the last seven days, from readings; null where none are kept of it. */
  grown: number | null;
  sequentialScans: number;
  indexScans: number;
  lastVacuum: string | null;
  lastAnalyze: string | null;
};

// To ask for the size waits behind whoever holds the whole table: of such a one it is the size as of its last vacuum.
const totalBytes = `CASE
  WHEN s.relid = ANY (ARRAY(SELECT l.relation FROM pg_locks l WHERE l.mode = 'AccessExclusiveLock' AND l.relation IS NOT NULL))
    THEN (SELECT c.relpages::bigint * current_setting('block_size')::int FROM pg_class c WHERE c.oid = s.relid)
  ELSE pg_total_relation_size(s.relid) END`;

const activity = statement(
  'performance.tables',
  `SELECT coalesce(pc.relname, s.relname) AS "table",
     CASE WHEN coalesce(pc.relname, s.relname) IN ('user_progress', 'enrollments', 'activity_days', 'progress_events', 'course_deltas') THEN 'HIGH_ACTIVITY'
       WHEN coalesce(pc.relname, s.relname) IN ('courses', 'lessons', 'sections', 'course_cards') THEN 'CONTENT_MANAGEMENT'
       WHEN coalesce(pc.relname, s.relname) IN ('users', 'institutions', 'sign_in_attempts', 'ended_sessions') THEN 'USER_MANAGEMENT'
       ELSE 'SYSTEM' END AS category,
     sum(s.n_tup_ins)::bigint AS inserts, sum(s.n_tup_upd)::bigint AS updates, sum(s.n_tup_hot_upd)::bigint AS "hotUpdates",
     sum(s.n_tup_del)::bigint AS deletes, sum(s.n_live_tup)::bigint AS "liveRows", sum(s.n_dead_tup)::bigint AS "deadRows",
     sum(${totalBytes})::bigint AS "totalBytes", sum(s.seq_scan)::bigint AS "sequentialScans",
     sum(coalesce(s.idx_scan, 0))::bigint AS "indexScans",
     sum(w.grown)::bigint AS grown,
     max(greatest(s.last_vacuum, s.last_autovacuum)) AS "lastVacuum",
     max(greatest(s.last_analyze, s.last_autoanalyze)) AS "lastAnalyze"
   FROM pg_stat_user_tables s
   LEFT JOIN (
     SELECT object, sum((counters ->> 'inserted')::float8 - (counters ->> 'deleted')::float8) AS grown
     FROM performance_readings
     WHERE grain = 'DAY' AND kind = 'TABLE' AND at > now() - interval '7 days' GROUP BY object) w
     ON w.object = s.schemaname || '.' || s.relname
   LEFT JOIN pg_inherits i ON i.inhrelid = s.relid LEFT JOIN pg_class pc ON pc.oid = i.inhparent
   WHERE s.schemaname = 'public' GROUP BY 1, 2 ORDER BY "totalBytes" DESC, 1`,
);

/** Activity and vacuum state by table since the statistics were last reset; partitions count as their table. */
export const readTables = (tx: Transaction): Promise<TableActivity[]> => tx.rows<TableActivity>(activity);
