import type { Platform } from './setting';

/** Postgres's word for settings that a role or a database may have otherwise than the server. */
const ofSessions = new Set(['user', 'superuser']);

const managed: Partial<Record<Platform, string>> = {
  rds: 'in the parameter group of the instance',
  'cloud-sql': 'by a database flag of the instance',
  azure: 'among the server parameters',
};

/** Whether whoever may change it can do so with ALTER SYSTEM. */
export const takesAlterSystem = (platform: Platform, context: string): boolean =>
  (platform === 'embedded' || platform === 'own') && context !== 'internal';

/**
 * Who can change a setting and from when on it holds, in words.
 *
 * @param context as pg_settings has it
 */
export function whereToChange(platform: Platform, context: string): string {
  if (context === 'internal') return 'Fixed when the server was made.';
  if (platform === 'neon')
    return ofSessions.has(context)
      ? 'On Neon for a role or a database only (ALTER ROLE … SET); new connections have it.'
      : 'Neon sets it by the size of the compute; it cannot be changed there.';
  const place = managed[platform];
  const when = context === 'postmaster' ? 'it takes a restart' : 'it takes a reload, no restart';
  return place ? `The host changes it ${place}; ${when}.` : `Whoever runs the server changes it; ${when}.`;
}

const words: Readonly<Record<string, string>> = {
  default: 'as Postgres ships it',
  'configuration file': 'configuration file',
  'command line': 'command line of the server',
  'environment variable': 'environment of the server',
  override: 'the server itself',
  database: 'set for this database',
  user: 'set for this login',
  'database user': 'set for this login here',
  client: 'this connection',
  global: 'set for all logins',
};

/** Where a value comes from, in words; null where it is not known. */
export const sourceWords = (source: string | null): string | null =>
  source === null ? null : (words[source] ?? source);
