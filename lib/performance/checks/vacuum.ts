import { check, unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { objectName, sqlName } from './names';
import { autovacuumSetting, noExtension, ownSchema, storageOption } from './sql';
import { notCounted } from './window';

type Waiting = {
  schema: string;
  table: string;
  dead: number;
  rows: number;
  /** Dead rows at which autovacuum starts. */
  trigger: number;
  lastVacuum: string | null;
  /** Autovacuum has been there in its last three rounds. */
  attended: boolean;
  /** Who looks at a state of the data from before autovacuum was there, so that it had to leave dead rows; null where nobody does. */
  heldBy: string | null;
};

const week = 7 * 86_400;
const manyRows = 10_000;

/** SQL: autovacuum is switched off for the table; null where it says nothing. */
const switchedOff = (relation: string) => `NOT ${storageOption(relation, 'autovacuum_enabled')}::boolean`;

/** SQL: autovacuum is on for the table. */
const isWatched = (relation: string) =>
  `(current_setting('autovacuum') = 'on' AND (${switchedOff(relation)}) IS NOT TRUE)`;

/** SQL: autovacuum looked after the table in its last three rounds, and will again: what waits now came since. */
const attendedSince = (relation: string, moment: string) => `(${isWatched(relation)}
  AND coalesce(${moment} > now() - 3 * (SELECT setting::float8 FROM pg_settings WHERE name = 'autovacuum_naptime') * interval '1 second', false))`;

/** A slot in use that lags by so many transactions holds them for a long question on its replica. */
const manyTransactions = 1_000_000;

/** SQL: who keeps dead rows alive, and since when; a slot in use, or before PostgreSQL 17 any, keeps no moment. */
const holders = (version: number) => `
  SELECT 'pid ' || a.pid AS name, a.xact_start AS since FROM pg_stat_activity a
  WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL) AND a.xact_start IS NOT NULL AND a.pid <> pg_backend_pid()
    AND a.datname = current_database() AND NOT EXISTS (SELECT FROM pg_stat_progress_vacuum v WHERE v.pid = a.pid)
  UNION ALL
  SELECT 'prepared transaction ' || p.gid, p.prepared FROM pg_prepared_xacts p WHERE p.database = current_database()
  UNION ALL
  SELECT 'slot ' || s.slot_name, ${version >= 170_000 ? "coalesce(s.inactive_since, '-infinity')" : "'-infinity'"} FROM pg_replication_slots s
  WHERE s.xmin IS NOT NULL AND (NOT s.active OR age(s.xmin) >= ${manyTransactions})`;

/**
 * Tables where more than twice as many dead rows wait as it takes for autovacuum to start (PostgreSQL 18's cap
 * included), and large ones that were never vacuumed in a week. One that autovacuum has just been at is exempt, unless
 * somebody kept it from removing anything.
 */
export const vacuumBehind = check<Waiting>({
  name: 'vacuum-behind',
  title: 'Dead rows that wait to be removed',
  why: 'Changed and deleted rows stay in the table until vacuum removes them. Until then every question steps over them and the table grows.',
  impossible: notCounted,
  sql: ({ version }) => `
    WITH holders AS MATERIALIZED (${holders(version)})
    SELECT n.nspname AS schema, c.relname AS "table", s.n_dead_tup AS dead, greatest(c.reltuples, s.n_live_tup, 0)::float8 AS rows,
      least(${autovacuumSetting('c', 'autovacuum_vacuum_threshold')}
          + ${autovacuumSetting('c', 'autovacuum_vacuum_scale_factor')} * greatest(c.reltuples, 0),
        nullif(${autovacuumSetting('c', 'autovacuum_vacuum_max_threshold')}, -1)) AS trigger,
      greatest(s.last_vacuum, s.last_autovacuum) AS "lastVacuum", ${attendedSince('c', 's.last_autovacuum')} AS attended,
      (SELECT h.name FROM holders h WHERE h.since < s.last_autovacuum ORDER BY h.since, h.name LIMIT 1) AS "heldBy"
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND ${ownSchema('n')} AND ${noExtension('c')}
      AND (s.n_dead_tup > 0 OR (s.last_vacuum IS NULL AND s.last_autovacuum IS NULL AND s.n_live_tup >= ${manyRows}))
    ORDER BY s.n_dead_tup DESC, 1, 2`,
  judge: (tables, facts) => tables.flatMap((table) => judgeWaiting(table, facts)),
});

function judgeWaiting(waiting: Waiting, { statisticsAge, readsStatistics }: Facts): Verdict[] {
  const { schema, table, dead, rows, trigger, lastVacuum, attended, heldBy } = waiting;
  const object = objectName(schema, table);
  const evidence = { deadRows: dead, rows, trigger: Math.round(trigger), lastVacuum };
  const sql = `VACUUM (ANALYZE) ${sqlName(schema, table)};`;
  const neverVacuumed = lastVacuum === null && rows >= manyRows && statisticsAge >= week;
  if (dead <= 2 * trigger && !neverVacuumed) return [];
  if (!attended || neverVacuumed)
    return [
      { state: 'warning', object, evidence: { ...evidence, ...(heldBy && { heldBy }) }, advice: vacuum, sql },
    ];
  if (heldBy !== null)
    return [{ state: 'warning', object, evidence: { ...evidence, heldBy }, advice: `${heldUp} ${heldBy}.` }];
  return readsStatistics ? [] : [unknown(holdersHidden, object, evidence)];
}

const vacuum =
  'Vacuum it: readers and writers go on meanwhile. If dead rows stay, a long transaction holds them (see “What keeps dead rows alive”).';
const heldUp =
  'Vacuum comes again and again and has to leave them, since somebody may still look at them: see “What keeps dead rows alive”, and end';
const holdersHidden =
  'Autovacuum was there just now. Whether somebody’s transaction keeps it from removing anything cannot be seen without pg_read_all_stats.';

type Stale = {
  schema: string;
  table: string;
  modified: number;
  rows: number;
  trigger: number;
  lastAnalyze: string | null;
  attended: boolean;
  /** Autovacuum is on for it. */
  watched: boolean;
};

/** How far the planner's number of rows, a guess from a sample, may be above what was ever inserted. */
const guess = 0.95;

/**
 * SQL: rows that changed since the last look. A session reports late what it inserted, perhaps after it analysed: where
 * nothing was ever changed or deleted, only rows beyond those that were seen count. Where fewer were inserted than were
 * seen the counters began anew, and tell only what came since.
 */
const modifiedRows = `CASE WHEN s.n_tup_upd + s.n_tup_del = 0 AND c.reltuples >= 0 AND s.n_tup_ins >= ${guess} * c.reltuples
    THEN least(s.n_mod_since_analyze, greatest(s.n_tup_ins - c.reltuples, 0)) ELSE s.n_mod_since_analyze END::float8`;

/** Tables that changed more than twice as much as it takes for autovacuum to analyse them. */
export const staleStatistics = check<Stale>({
  name: 'stale-statistics',
  title: 'Tables that changed since the planner last looked',
  why: 'The planner chooses its way by what it last saw of a table. When that is out of date it takes slow ways.',
  impossible: notCounted,
  sql: `
    SELECT n.nspname AS schema, c.relname AS "table", ${modifiedRows} AS modified,
      greatest(c.reltuples, s.n_live_tup, 0)::float8 AS rows,
      ${autovacuumSetting('c', 'autovacuum_analyze_threshold')}
        + ${autovacuumSetting('c', 'autovacuum_analyze_scale_factor')} * greatest(c.reltuples, 0) AS trigger,
      greatest(s.last_analyze, s.last_autoanalyze) AS "lastAnalyze", ${attendedSince('c', 's.last_autoanalyze')} AS attended,
      ${isWatched('c')} AS watched
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND s.n_mod_since_analyze > 0 AND ${ownSchema('n')} AND ${noExtension('c')}
    ORDER BY s.n_mod_since_analyze DESC, 1, 2`,
  judge: (tables) =>
    tables.filter(({ modified, trigger, attended }) => modified > 2 * trigger && !attended).map(judgeStale),
});

/** Whether a table that was never analysed is new, and has its turn in a minute, cannot be told. */
function judgeStale({ schema, table, modified, rows, trigger, lastAnalyze, watched }: Stale): Verdict {
  const isNew = lastAnalyze === null && watched;
  return {
    state: isNew ? 'unknown' : 'warning',
    object: objectName(schema, table),
    evidence: {
      ...(isNew && { reason: 'Never analysed: if it is new, autovacuum comes within minutes.' }),
      modifiedRows: modified,
      rows,
      trigger: Math.round(trigger),
      lastAnalyze,
    },
    advice: 'Let the planner look at it again: readers and writers go on meanwhile.',
    sql: `ANALYZE ${sqlName(schema, table)};`,
  };
}

type SwitchedOff = { schema: string | null; table: string | null; setting: string };

/** Where the server's own housekeeping is switched off: for a table, for its large values, or altogether. */
export const autovacuumOff = check<SwitchedOff>({
  name: 'autovacuum-off',
  title: 'Housekeeping that is switched off',
  why: 'Without it dead rows pile up, the planner works with old knowledge, and in the end the server refuses to write.',
  sql: `
    SELECT NULL AS schema, NULL AS "table", name AS setting FROM pg_settings
    WHERE name IN ('autovacuum', 'track_counts') AND setting = 'off'
    UNION ALL
    SELECT n.nspname, c.relname, CASE WHEN ${switchedOff('c')}
        THEN 'autovacuum_enabled' ELSE 'toast.autovacuum_enabled' END
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
    WHERE c.relkind IN ('r', 'm') AND ${ownSchema('n')} AND ${noExtension('c')}
      AND (${switchedOff('c')}
        OR ${switchedOff('toast')})
    ORDER BY 1 NULLS FIRST, 2`,
  judge: (places) =>
    places.map(({ schema, table, setting }) =>
      schema === null || table === null
        ? {
            state: 'critical',
            object: setting,
            evidence: { setting: 'off' },
            advice: 'Switch it on for the whole server, and reload its configuration.',
            sql: `ALTER SYSTEM RESET ${setting};`,
          }
        : {
            state: 'warning',
            object: objectName(schema, table),
            evidence: { setting },
            advice: 'Switch it on again, unless somebody vacuums this table by hand after each load.',
            sql: `ALTER TABLE ${sqlName(schema, table)} RESET (${setting});`,
          },
    ),
});
