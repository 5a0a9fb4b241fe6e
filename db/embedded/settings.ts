import { chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';

const DEFAULTS: Record<string, string> = {
  cluster_name: 'syllabase',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  password_encryption: 'scram-sha-256',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  wal_level: 'replica',
  // A log that nobody fetches any more must not fill the disk; the archive then has a gap, and says so.
  max_slot_wal_keep_size: '4GB',
  // So that an archive that begins anew can see whether the newest segment it holds is this server's.
  wal_keep_size: '64MB',
  max_wal_size: '2GB',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
  // Its texts are kept as they are: passwords of roles would be among them.
  'pg_stat_statements.track_utility': 'off',
  track_io_timing: 'on',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_lock_waits: 'on',
  default_text_search_config: 'pg_catalog.english',
  lc_messages: 'C',
};

/** The text of postgresql.conf: the defaults of this product with the caller's settings over them. */
export function renderSettings(version: string, settings: Record<string, string>): string {
  const lines = Object.entries({ ...DEFAULTS, ...settings }).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  );
  return [
    `# Written at each start by Syllabase for Postgres ${version}.`,
    '# ALTER SYSTEM overrides it.',
    ...lines,
    '',
  ].join('\n');
}

/** Whether the cluster was last started with exactly this configuration. */
export function settingsAreCurrent(clusterDir: string, text: string): boolean {
  const path = join(clusterDir, 'postgresql.conf');
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}

/** Replaces postgresql.conf in one step and gives it to the account that reads it. */
export function writeSettings(clusterDir: string, text: string, account: Account | null): void {
  const path = join(clusterDir, 'postgresql.conf');
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  if (account) chownSync(`${path}.new`, account.uid, account.gid);
  renameSync(`${path}.new`, path);
}
