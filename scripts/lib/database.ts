import { deriveAppPassword, deriveBackupPassword } from '@/db/app-password';
import { loadSecrets } from '@/db/embedded/secrets';
import { startEmbedded } from '@/db/embedded/server';
import { ensureBackupRole } from '@/db/roles';
import type { Env } from '@/lib/env';
import { UsageError } from './session';

export type Keys = { appPassword: string; authSecret: string; masterKey: string };
export type OwnedDatabase = { ownerUrl: string; close(): Promise<void> };

/** The secrets that go with the database: the environment's, or the generated ones of the data directory. */
export function keysFor(settings: Env): Keys {
  const { AUTH_SECRET, MASTER_KEY, DATABASE_URL } = settings;
  if (!DATABASE_URL) {
    const secrets = loadSecrets(settings.DATA_DIR);
    return {
      appPassword: secrets.appPassword,
      authSecret: AUTH_SECRET ?? secrets.authSecret,
      masterKey: MASTER_KEY ?? secrets.masterKey,
    };
  }
  if (!AUTH_SECRET || !MASTER_KEY) {
    throw new UsageError(
      'DATABASE_URL is set, so AUTH_SECRET and MASTER_KEY must be set as well.\n' +
        'Generate each once with  openssl rand -base64 32  and keep them as safe as the database:\n' +
        'without the master key its sealed columns cannot be read.',
    );
  }
  return { appPassword: deriveAppPassword(MASTER_KEY), authSecret: AUTH_SECRET, masterKey: MASTER_KEY };
}

/** The database the environment names, as its owner; the embedded one is started when none is named. */
export async function openDatabase(settings: Env): Promise<OwnedDatabase> {
  if (settings.DATABASE_URL) return { ownerUrl: settings.DATABASE_URL, close: async () => undefined };
  const server = await startEmbedded({ dataDir: settings.DATA_DIR });
  return { ownerUrl: server.ownerUrl, close: () => server.stop() };
}

/** The login that backups of the embedded database are taken with; nothing for another one, which is backed up where it runs. */
export async function backupLogin(
  settings: Env,
  ownerUrl: string,
  masterKey: string,
): Promise<{ BACKUP_DATABASE_URL?: string }> {
  if (settings.DATABASE_URL) return {};
  const { backupUrl } = await ensureBackupRole(ownerUrl, deriveBackupPassword(masterKey));
  return { BACKUP_DATABASE_URL: backupUrl };
}
