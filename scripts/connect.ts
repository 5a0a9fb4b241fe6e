import { setTimeout as sleep } from 'node:timers/promises';
import { hasCluster } from '@/db/embedded/initialize';
import { lockDataDir, lockHolder } from '@/db/embedded/lock';
import { findRunning } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';
import { appUrlFrom } from '@/db/roles';
import { requireRestoredAt } from '@/db/unfinished-restore';
import { type Env, env, provideSecrets } from '@/lib/env';
import { backupLogin, keysFor, openDatabase } from './lib/database';
import { UsageError } from './lib/session';

export type OwnerConnection = { ownerUrl: string; appUrl: string; close(): Promise<void> };

/**
 * The database for a command: the external one, or the embedded one that runs now, or else the embedded
 * one started (and brought to the newest schema) for this command and stopped again by close().
 *
 * @throws UsageError where there is none and it may not be made: what is told of a database that was made for the
 * question would be taken for the one that was meant
 */
export async function connectOwner({ mayMake = true } = {}): Promise<OwnerConnection> {
  const settings = env();
  if (!mayMake && !settings.DATABASE_URL && !hasCluster(settings.DATA_DIR))
    throw new UsageError(`There is no database in ${settings.DATA_DIR}: set DATA_DIR or DATABASE_URL.`);
  const { appPassword, authSecret, masterKey, previousMasterKeys } = keysFor(settings);
  const secrets = {
    AUTH_SECRET: authSecret,
    MASTER_KEY: masterKey,
    MASTER_KEY_PREVIOUS: previousMasterKeys,
  };
  provideSecrets(secrets);
  if (settings.DATABASE_URL) await requireRestoredAt(settings.DATABASE_URL);
  const ownerUrl = settings.DATABASE_URL ?? (await runningServer(settings.DATA_DIR));
  const connection = ownerUrl
    ? { ownerUrl, appUrl: appUrlFrom(ownerUrl, appPassword), close: async () => undefined }
    : await startForCommand(settings, appPassword);
  try {
    const logins = {
      OWNER_DATABASE_URL: connection.ownerUrl,
      ...(await backupLogin(settings, connection.ownerUrl)),
    };
    provideSecrets({ ...secrets, ...logins });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The embedded server that will stay: not one that another command started and is going to stop. */
async function runningServer(dataDir: string): Promise<string | null> {
  for (let said = false; ; said = true) {
    const holder = lockHolder(dataDir);
    const running = await findRunning(dataDir);
    if (running && holder?.kind !== 'command') return running.ownerUrl;
    if (!holder) return null;
    if (!said) console.error(`Waiting for ${holder.what} (pid ${holder.pid}) …`);
    await sleep(200);
  }
}

async function startForCommand(settings: Env, appPassword: string): Promise<OwnerConnection> {
  const what = ['the command', ...process.argv.slice(2, 4)].join(' ');
  const lock = await lockDataDir(settings.DATA_DIR, { kind: 'command', what });
  const database = await openDatabase(settings).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const close = async () => {
    await database.close();
    lock.release();
  };
  try {
    const { ownerUrl } = database;
    const { appUrl } = await migrateDatabase({ ownerUrl, appPassword });
    return { ownerUrl, appUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
