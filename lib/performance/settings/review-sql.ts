import { allRules } from './all-rules';
import type { Platform } from './setting';

/** A row of the review: a setting of the server, a limit of the product's login, or how this connection is kept secret. */
export type ReviewRow = {
  kind: 'server' | 'login' | 'connection';
  /** The login whose limit it is. */
  login: string | null;
  name: string;
  value: string;
  unit: string | null;
  source: string | null;
  context: string;
  pendingRestart: boolean;
  platform: Platform;
};

/** Read beside the settings that are judged, since some are judged by them. */
const judgedBy = ['seq_page_cost', 'pg_stat_statements.max'];
const names = [...allRules.map(({ name }) => name), ...judgedBy].map((name) => `'${name}'`).join(', ');

const hasSetting = (pattern: string) => `EXISTS (SELECT FROM pg_settings WHERE name LIKE '${pattern}')`;

/** SQL: who runs the server, as far as its settings give that away. */
const platform = `
  SELECT CASE WHEN current_setting('cluster_name') = 'syllabase' THEN 'embedded' WHEN ${hasSetting('neon.%')} THEN 'neon'
    WHEN ${hasSetting('rds.%')} THEN 'rds' WHEN ${hasSetting('cloudsql.%')} THEN 'cloud-sql'
    WHEN ${hasSetting('azure.%')} THEN 'azure' ELSE 'own' END AS platform`;

// As sessions begin with them: what this transaction limits itself to is no setting of the server.
const server = `
  SELECT 'server' AS kind, NULL::text AS login, s.name, s.reset_val AS value, s.unit,
    CASE WHEN s.source <> 'session' THEN s.source END AS source, s.context, s.pending_restart AS "pendingRestart"
  FROM pg_settings s WHERE s.name IN (${names})`;

/** SQL: how long the product's login may take, by what was set for it, else for the server. */
const logins = `
  SELECT 'login', r.rolname::text, s.name, coalesce(own.value, s.reset_val || coalesce(s.unit, '')), NULL,
    CASE WHEN own.value IS NULL THEN s.source ELSE 'user' END, s.context, false
  FROM pg_settings s JOIN pg_database d ON d.datname = current_database()
  JOIN pg_roles r ON r.rolname = current_database() || '_app'
  LEFT JOIN LATERAL (
    SELECT split_part(line, '=', 2) AS value FROM pg_db_role_setting g CROSS JOIN unnest(g.setconfig) AS line
    WHERE g.setrole IN (r.oid, 0) AND g.setdatabase IN (d.oid, 0) AND split_part(line, '=', 1) = s.name
    ORDER BY g.setrole <> 0 DESC, g.setdatabase <> 0 DESC LIMIT 1) own ON true
  WHERE s.name IN ('statement_timeout', 'idle_in_transaction_session_timeout')`;

const within = (...networks: string[]) =>
  networks.map((network) => `inet_client_addr() <<= '${network}'`).join(' OR ');

/** SQL: whether what is asked and answered on this connection can be read on its way. */
const connection = `
  SELECT 'connection', NULL, 'ssl',
    CASE WHEN coalesce(inet_client_addr() = inet_server_addr() OR ${within('127.0.0.0/8')}, true) THEN 'local'
      WHEN c.ssl THEN 'on' WHEN ${within('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', 'fc00::/7', 'fe80::/10')} THEN 'private'
      ELSE 'off' END, NULL, NULL, 'sighup', false
  FROM pg_stat_ssl c WHERE c.pid = pg_backend_pid()`;

/** One SELECT of everything that is reviewed. */
export const reviewSql = `
  SELECT r.*, p.platform FROM (${server} UNION ALL ${logins} UNION ALL ${connection}) r CROSS JOIN (${platform}) p
  ORDER BY r.kind, r.name`;
