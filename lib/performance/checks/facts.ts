import { slotName } from '@/lib/backups/wal/slot';
import type { Machine } from '../machine';
import type { SeenPhase } from '../phases/read-phases';
import type { Ask } from './check';
import { objectName } from './names';
import { ownSchema } from './sql';

/** What the checks need to know about a server before they ask it. */
export type Facts = {
  /** As in server_version_num: 180001. */
  version: number;
  versionName: string;
  database: string;
  /** Others replay its changes; whoever only copies its log for backups answers no question. */
  replicas: number;
  /** The role may not see of everybody who fetches changes whether it replays them. */
  replicasHidden: boolean;
  /** Pages are kept by Neon's storage, which replaces some of Postgres's own safeguards. */
  neon: boolean;
  /** The role sees what other roles do. */
  readsStatistics: boolean;
  /** Sessions of this database say what they do. */
  showsActivity: boolean;
  /** The server counts how its tables and indexes are used. */
  countsUse: boolean;
  /** Since when counters count, as late as it can have been; null where the server does not say. */
  statisticsSince: string | null;
  /** Seconds since then; 0 where the server does not say. */
  statisticsAge: number;
  blockSize: number;
  /** Tables that somebody has, or waits for, for himself alone: what of them takes opening them is left out. */
  lockedTables: string[];
  /** Quoted schema of pg_stat_statements; null where it is not installed, not loaded, or counts nothing. */
  statementsSchema: string | null;
  /** The same for statements, which are reset apart from all else; null where the server does not say. */
  statementsSince: string | null;
  /** Seconds since then; 0 where the server does not say. */
  statementsAge: number;
  /** What planning takes is measured, too. */
  measuresPlanning: boolean;
  /** Quoted schema of pgstattuple; null where it is not installed or this role may not call it. */
  tupleSchema: string | null;
  /** What the product has kept of its own database; null for any other, and from where it is not asked. */
  readings: Readings | null;
  /** The machine of the product's own embedded database; null for any other. */
  machine: Machine | null;
  /** What the product has seen of the last phases of its terms; null where it is not asked, or knows no terms. */
  phases: SeenPhase[] | null;
  asOf: string;
};

/** How much of the last week is covered, from when on, and when the newest one was taken. */
export type Readings = { since: string | null; coveredSeconds: number; latest: string | null };

const sql = `
  SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS "versionName",
    current_database()::text AS database,
    (SELECT count(*)::int FROM pg_stat_replication r WHERE r.state IN ('catchup', 'streaming') AND NOT EXISTS (
       SELECT FROM pg_replication_slots l WHERE l.active_pid = r.pid AND l.slot_name = '${slotName}')) AS replicas,
    EXISTS (SELECT FROM pg_stat_replication r WHERE r.state IS NULL) AS "replicasHidden",
    EXISTS (SELECT FROM pg_settings WHERE name = 'neon.tenant_id') AS neon,
    pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "readsStatistics",
    NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.state = 'disabled' AND a.datname = current_database()) AS "showsActivity",
    current_setting('track_counts') = 'on' AS "countsUse",
    s.since AS "statisticsSince", coalesce(extract(epoch FROM now() - s.since), 0)::float8 AS "statisticsAge",
    current_setting('block_size')::int AS "blockSize",
    (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'pg_stat_statements' AND EXISTS (SELECT FROM pg_settings WHERE name = 'pg_stat_statements.max')
       AND current_setting('pg_stat_statements.track', true) <> 'none' AND current_setting('compute_query_id') <> 'off')
      AS "statementsSchema",
    coalesce(current_setting('pg_stat_statements.track_planning', true) = 'on', false) AS "measuresPlanning",
    EXISTS (SELECT FROM pg_extension e JOIN pg_class c ON c.relnamespace = e.extnamespace
      WHERE e.extname = 'pg_stat_statements' AND c.relname = 'pg_stat_statements_info') AS "datesStatements",
    (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'pgstattuple' AND has_schema_privilege(n.oid, 'USAGE') AND NOT EXISTS (
       SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proname IN ('pgstattuple_approx', 'pgstatindex')
         AND NOT has_function_privilege(p.oid, 'EXECUTE'))) AS "tupleSchema",
    ARRAY(SELECT json_build_array(n.nspname, c.relname) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE l.mode = 'AccessExclusiveLock' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND c.relkind IN ('r', 'p', 'm') AND ${ownSchema('n')}) AS locked,
    now() AS "asOf"
  FROM (SELECT greatest(d.stats_reset, b.stats_reset) AS since
        FROM pg_stat_bgwriter b LEFT JOIN pg_stat_database d ON d.datname = current_database()) s`;

type Dates = Pick<Facts, 'statementsSince' | 'statementsAge'>;
type Asked = Omit<Facts, 'readings' | 'machine' | 'phases' | 'lockedTables' | keyof Dates> & {
  datesStatements: boolean;
  locked: [schema: string, table: string][];
};

/** @throws Error on a server that is too old to be asked */
export async function readFacts(ask: Ask): Promise<Facts> {
  const [asked] = await ask<Asked>(sql);
  if (!asked) throw new Error('The server did not answer.');
  const { datesStatements, locked, ...facts } = asked;
  if (facts.version < 160_000)
    throw new Error(`The checks need PostgreSQL 16 or newer; this server is ${facts.versionName}.`);
  const dates =
    datesStatements && facts.statementsSchema ? await readDates(ask, facts.statementsSchema) : null;
  return {
    ...facts,
    lockedTables: locked.map((names) => objectName(...names)),
    ...(dates ?? { statementsSince: null, statementsAge: 0 }),
    readings: null,
    machine: null,
    phases: null,
  };
}

const readDates = async (ask: Ask, schema: string): Promise<Dates | undefined> => {
  const [dates] = await ask<Dates>(`
    SELECT stats_reset AS "statementsSince", extract(epoch FROM now() - stats_reset)::float8 AS "statementsAge"
    FROM ${schema}.pg_stat_statements_info`);
  return dates;
};
