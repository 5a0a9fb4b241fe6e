import { deriveAppPassword } from '@/db/app-password';
import { readBackupPassword, renewBackupPassword } from '@/db/embedded/backup-password';
import { keepEmbedded } from '@/db/embedded/keep';
import { loadSecrets, masterKeysIn } from '@/db/embedded/secrets';
import { type EmbeddedOptions, startEmbedded } from '@/db/embedded/server';
import { isNeonHost } from '@/db/neon';
import { ensureBackupRole, readReplicator } from '@/db/roles';
import { connectReplication, identifySystem } from '@/lib/backups/replication/connection';
import { dropSlot } from '@/lib/backups/wal/slot';
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
  const server = await startEmbedded(embeddedOptions(settings));
  return { ownerUrl: server.ownerUrl, close: () => server.stop() };
}

/** Like `openDatabase`, for as long as the product runs: the embedded one is started again when it ends by itself. */
export async function keepDatabase(settings: Env): Promise<OwnedDatabase> {
  if (settings.DATABASE_URL) return openDatabase(settings);
  const server = await keepEmbedded(embeddedOptions(settings), (line) => console.error(`  ${line}`));
  return { ownerUrl: server.ownerUrl, close: server.stop };
}

const embeddedOptions = ({ DATA_DIR, INCREMENTAL_BACKUPS }: Env): EmbeddedOptions => ({
  dataDir: DATA_DIR,
  settings: INCREMENTAL_BACKUPS ? { summarize_wal: 'on' } : undefined,
});

export type BackupLogin = { BACKUP_DATABASE_URL?: string; BACKUP_ROLE?: string };

/**
 * The login that backups are taken with: of the embedded database one of its own, of somebody's own server the one that was
 * named, or the owner's where that may copy it; none where nobody may.
 *
 * @param renew gives it another password: for a start, before anybody uses the one of the run before
 */
export async function backupLogin(
  settings: Env,
  ownerUrl: string,
  { renew = false } = {},
): Promise<BackupLogin> {
  const { DATABASE_URL, DATA_DIR } = settings;
  if (DATABASE_URL) return serverLogin(settings, ownerUrl, renew);
  const password = renew ? renewBackupPassword(DATA_DIR) : readBackupPassword(DATA_DIR);
  const { backupUrl } = await ensureBackupRole(ownerUrl, password);
  return { BACKUP_DATABASE_URL: backupUrl };
}

async function serverLogin(
  { DATABASE_URL = '', BACKUP_DATABASE_URL: named, SERVER_BACKUPS }: Env,
  ownerUrl: string,
  isStart: boolean,
): Promise<BackupLogin> {
  if (isNeonHost(DATABASE_URL)) return {};
  if (!SERVER_BACKUPS) {
    if (isStart) await endArchive(named ?? ownerUrl);
    return {};
  }
  if (named) return { BACKUP_DATABASE_URL: named, BACKUP_ROLE: decodeURIComponent(new URL(named).username) };
  const { role, mayReplicate } = await readReplicator(ownerUrl);
  if (!mayReplicate || !(await speaksReplication(ownerUrl))) return {};
  return { BACKUP_DATABASE_URL: ownerUrl, BACKUP_ROLE: role };
}

/** An owner who may copy the server may still reach it through a pooler. */
async function speaksReplication(url: string): Promise<boolean> {
  try {
    const connection = await connectReplication(url, 'syllabase backup');
    await identifySystem(connection).finally(() => connection.close());
    return true;
  } catch (error) {
    console.warn(`No full backups are taken: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** What cannot be given up is an alarm on the page of backups. */
async function endArchive(url: string): Promise<void> {
  await dropSlot(url).catch((error: Error) => {
    console.warn(`The server may keep its log for an archive that is switched off: ${error.message}`);
  });
}
