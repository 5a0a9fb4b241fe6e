import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { loadSecrets } from '@/db/embedded/secrets';
import { type EmbeddedServer, startEmbedded } from '@/db/embedded/server';
import { appUrlFrom } from '@/db/roles';
import { createBackup } from '@/lib/backups/base/create-backup';
import { listBackups } from '@/lib/backups/base/record';
import { findInstallation, type Installation } from '@/lib/backups/installation';
import { removeRestored } from '@/lib/backups/restore/remove-restored';
import { type RestoreBackup, restoreBackup } from '@/lib/backups/restore/restore-backup';
import { hasRoom, plainBytesOf } from '@/lib/backups/restore/room';
import { folderStorage } from '@/lib/backups/storage/folder-storage';
import { env } from '@/lib/env';
import { Refusal } from '@/lib/errors';
import type { OnProgress } from '../ledger/runs';
import type { LabOrigin } from '../ledger/trials';

export type LabUrls = {
  ownerUrl: string;
  /** The same, entered as the application, whom row security binds. */
  appUrl: string;
};

/** A copy of the database that nobody works on. */
export type Lab = LabUrls & {
  origin: LabOrigin;
  /** Ends its server and starts it again, with nothing in its cache; null where it is not ours to restart. */
  restart: (() => Promise<LabUrls>) | null;
  close(): Promise<void>;
};

export type LabPlace = { dataDir: string; masterKey: string; installation: Installation };

const folderName = 'lab';
const vaultName = 'lab-backup';
/** A guest beside the real database takes little memory, its disk need not outlive a power failure, and nothing else goes on in it. */
const modest = {
  shared_buffers: '128MB',
  max_connections: '20',
  fsync: 'off',
  // Else the first write to a page after a checkpoint would count for more than the others.
  full_page_writes: 'off',
  autovacuum: 'off',
};

type Open = { signal?: AbortSignal; onProgress?: OnProgress };

/**
 * A server of its own with the newest state that the backups hold, beside the real one; where there is no backup yet, with a
 * copy that is taken for it and thrown away. Never the database that people work on.
 */
export async function openLab(place: LabPlace, { signal, onProgress }: Open = {}): Promise<Lab> {
  const { dataDir, masterKey, installation } = place;
  await removeLabs(dataDir);
  const into = join(dataDir, folderName);
  try {
    const { backups } = await listBackups(installation.vault);
    const kind = backups.length > 0 ? 'backup' : 'copy';
    const newest = backups.at(-1);
    await requireRoom(
      dataDir,
      newest ? plainBytesOf(newest, backups) : 2 * (await databaseBytes(installation.url)),
    );
    const source =
      kind === 'backup'
        ? { vault: installation.vault, target: { kind: 'latest' } as const }
        : await takeCopy(place, { signal });
    const { backup, lastCommitAt } = await restoreBackup({
      ...source,
      masterKey,
      into,
      settings: modest,
      signal,
      onProgress,
    });
    let server = await startEmbedded({ dataDir: into, settings: modest });
    return {
      ...urlsOf(server, into),
      origin: { kind, name: backup, lastCommitAt },
      restart: async () => {
        await server.stop();
        server = await startEmbedded({ dataDir: into, settings: modest });
        return urlsOf(server, into);
      },
      close: () => removeLabs(dataDir),
    };
  } catch (error) {
    await removeLabs(dataDir);
    throw error;
  }
}

const urlsOf = ({ ownerUrl }: EmbeddedServer, dataDir: string): LabUrls => ({
  ownerUrl,
  appUrl: appUrlFrom(ownerUrl, loadSecrets(dataDir).appPassword),
});

/** @throws Refusal where no copy can be made from here */
export function ownLabPlace(): LabPlace {
  const installation = findInstallation();
  const { DATA_DIR, MASTER_KEY = '' } = env();
  if (installation) return { dataDir: DATA_DIR, masterKey: MASTER_KEY, installation };
  throw new Refusal(
    'conflict',
    'A copy can be made only of a database of which full backups are taken from here. For another one restore or branch it yourself, and name the copy: ops optimizer trial ID --lab-url URL',
  );
}

/** @throws Refusal where a copy of so many bytes would leave the real server without room for its log */
async function requireRoom(folder: string, bytes: number): Promise<void> {
  if (!(await hasRoom(folder, bytes)))
    throw new Refusal('conflict', 'The disk has no room for a copy of the database beside it.');
}

async function databaseBytes(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'syllabase lab' });
  await client.connect();
  try {
    const { rows } = await client.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    return Number(rows[0]?.bytes ?? 0);
  } finally {
    await client.end();
  }
}

type Source = Pick<RestoreBackup, 'vault' | 'target'>;

async function takeCopy({ dataDir, installation }: LabPlace, { signal }: Open): Promise<Source> {
  const folder = join(dataDir, vaultName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const vault = { storage: folderStorage(folder), key: installation.vault.key };
  const { url, secrets, isForeign } = installation;
  const { id } = await createBackup({ vault, url, secrets, isForeign, signal });
  return { vault, target: { kind: 'backup', id } };
}

/** Also those that a killed process left, whose servers outlived it. */
export async function removeLabs(dataDir: string): Promise<void> {
  await removeRestored(dataDir, folderName);
  await rm(join(dataDir, vaultName), { recursive: true, force: true });
}
