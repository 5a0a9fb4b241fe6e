import { slotName } from '@/lib/backups/wal/slot';
import type { Machine } from '../machine';
import type { SeenPhase } from '../phases/read-phases';
import type { Ask } from './check';

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
  /** Since when counters count, as late as it can have been; null where the server does not say. */
  statisticsSince: string | null;
  /** Seconds since then; 0 where the server does not say. */
  statisticsAge: number;
  blockSize: number;
  /** Quoted schema of pg_stat_statements; null where it is not installed or not loaded. */
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
    s.since AS "statisticsSince", coalesce(extract(epoch FROM now() - s.since), 0)::float8 AS "statisticsAge",
    current_setting('block_size')::int AS "blockSize",
    (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'pg_stat_statements' AND EXISTS (SELECT FROM pg_settings WHERE name = 'pg_stat_statements.max'))
      AS "statementsSchema",
    coalesce(current_setting('pg_stat_statements.track_planning', true) = 'on', false) AS "measuresPlanning",
    EXISTS (SELECT FROM pg_extension e JOIN pg_class c ON c.relnamespace = e.extnamespace
      WHERE e.extname = 'pg_stat_statements' AND c.relname = 'pg_stat_statements_info') AS "datesStatements",
    (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'pgstattuple' AND has_schema_privilege(n.oid, 'USAGE') AND NOT EXISTS (
       SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proname IN ('pgstattuple_approx', 'pgstatindex')
         AND NOT has_function_privilege(p.oid, 'EXECUTE'))) AS "tupleSchema",
    now() AS "asOf"
  FROM (SELECT greatest(d.stats_reset, b.stats_reset) AS since
        FROM pg_stat_bgwriter b LEFT JOIN pg_stat_database d ON d.datname = current_database()) s`;

type Dates = Pick<Facts, 'statementsSince' | 'statementsAge'>;
type Asked = Omit<Facts, 'readings' | 'machine' | 'phases' | keyof Dates> & { datesStatements: boolean };

/** @throws Error on a server that is too old to be asked */
export async function readFacts(ask: Ask): Promise<Facts> {
  const [asked] = await ask<Asked>(sql);
  if (!asked) throw new Error('The server did not answer.');
  const { datesStatements, ...facts } = asked;
  if (facts.version < 160_000)
    throw new Error(`The checks need PostgreSQL 16 or newer; this server is ${facts.versionName}.`);
  const dates =
    datesStatements && facts.statementsSchema ? await readDates(ask, facts.statementsSchema) : null;
  return {
    ...facts,
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
