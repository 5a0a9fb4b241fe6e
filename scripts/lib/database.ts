import { deriveAppPassword } from '@/db/app-password';
import { readBackupPassword, renewBackupPassword } from '@/db/embedded/backup-password';
import { loadSecrets, masterKeysIn } from '@/db/embedded/secrets';
import { startEmbedded } from '@/db/embedded/server';
import { ensureBackupRole } from '@/db/roles';
import type { Env } from '@/lib/env';
import { UsageError } from './session';

export type Keys = {
  appPassword: string;
  authSecret: string;
  masterKey: string;
  /** Older ones, which still open what they sealed. */
  previousMasterKeys: string[];
};
export type OwnedDatabase = { ownerUrl: string; close(): Promise<void> };

/** The secrets that go with the database: the environment's, or the generated ones of the data directory. */
export function keysFor(settings: Env): Keys {
  const { AUTH_SECRET, MASTER_KEY, MASTER_KEY_PREVIOUS, DATABASE_URL } = settings;
  if (!DATABASE_URL) {
    const secrets = loadSecrets(settings.DATA_DIR);
    return {
      appPassword: secrets.appPassword,
      authSecret: AUTH_SECRET ?? secrets.authSecret,
      masterKey: MASTER_KEY ?? secrets.masterKey,
      previousMasterKeys: previousTo(MASTER_KEY, MASTER_KEY_PREVIOUS, masterKeysIn(secrets)),
    };
  }
  if (!AUTH_SECRET || !MASTER_KEY) {
    throw new UsageError(
      'DATABASE_URL is set, so AUTH_SECRET and MASTER_KEY must be set as well.\n' +
        'Generate each once with  openssl rand -base64 32  and keep them as safe as the database:\n' +
        'without the master key its sealed columns cannot be read.',
    );
  }
  return {
    appPassword: deriveAppPassword(MASTER_KEY),
    authSecret: AUTH_SECRET,
    masterKey: MASTER_KEY,
    previousMasterKeys: MASTER_KEY_PREVIOUS,
  };
}

/**
 * Whoever sets another MASTER_KEY than the one that was generated has changed it, and must not lose what that one sealed.
 *
 * @param kept those of the data directory, its own first
 */
export function previousTo(
  set: string | undefined,
  previous: readonly string[],
  kept: readonly string[],
): string[] {
  const present = set ?? kept[0];
  return [...previous, ...kept.filter((key) => key !== present && !previous.includes(key))];
}

/** The database the environment names, as its owner; the embedded one is started when none is named. */
export async function openDatabase(settings: Env): Promise<OwnedDatabase> {
  if (settings.DATABASE_URL) return { ownerUrl: settings.DATABASE_URL, close: async () => undefined };
  const { DATA_DIR, INCREMENTAL_BACKUPS } = settings;
  const server = await startEmbedded({
    dataDir: DATA_DIR,
    settings: INCREMENTAL_BACKUPS ? { summarize_wal: 'on' } : undefined,
  });
  return { ownerUrl: server.ownerUrl, close: () => server.stop() };
}

/**
 * The login that backups of the embedded database are taken with; nothing for another one, which is backed up where it runs.
 *
 * @param renew gives it another password: for a start, before anybody uses the one of the run before
 */
export async function backupLogin(
  { DATABASE_URL, DATA_DIR }: Env,
  ownerUrl: string,
  { renew = false } = {},
): Promise<{ BACKUP_DATABASE_URL?: string }> {
  if (DATABASE_URL) return {};
  const password = renew ? renewBackupPassword(DATA_DIR) : readBackupPassword(DATA_DIR);
  const { backupUrl } = await ensureBackupRole(ownerUrl, password);
  return { BACKUP_DATABASE_URL: backupUrl };
}
