import { randomBytes } from 'node:crypto';
import { compress } from '../compression';
import type { Content } from '../content';
import { atOnce, type Pace } from '../pace';
import { metered, type OnProgress } from '../progress';
import {
  connectReplication,
  identifySystem,
  type ReplicationConnection,
  readSegmentBytes,
  serverTime,
} from '../replication/connection';
import { getSealed, putJson, putSealed, type Vault } from '../vault';
import { claimTurn } from './claim-turn';
import { clearLeftovers } from './leftovers';
import { readOrigin } from './read-origin';
import { receiveBase, type TakePart } from './receive-base';
import { type BackupRecord, baseFolder, dataClasses } from './record';
import { readBase } from './verify-base';

export type CreateBackup = {
  vault: Vault;
  /** A login with the right to replicate. */
  url: string;
  secrets: BackupRecord['secrets'];
  /** Whether the server's logins are somebody else's. */
  isForeign?: boolean;
  /** Of the same server: only what has changed since this one is taken. Null: everything. */
  parent?: BackupRecord | null;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  /** How quickly it goes; at once where nothing is said. */
  pace?: Pace;
  /** What the database says of itself, asked once its files are stored; nothing is noted of it without. */
  describe?: () => Promise<Content>;
  /** Asked once more before the backup is listed; whatever it throws undoes the backup. */
  confirm?: () => Promise<unknown>;
};

const undescribed = { schemaVersion: 'not noted', keys: null, policy: null };

/** Of the time a backup takes, the part that goes by until all is stored; the rest is reading it again. */
const storing = 0.6;

/**
 * Takes a backup of the running server into the vault, a full one or what has changed since another one, reads it again from there, and only then lists it. Stopped
 * or failed, it leaves nothing; killed, nothing that would be listed, and the next one clears that away.
 *
 * @throws BackupRefusal when another one is being taken; DatabaseError where the server cannot say what has changed
 */
export async function createBackup(options: CreateBackup): Promise<BackupRecord> {
  const { vault, url, signal, secrets, parent = null, pace = atOnce, onProgress = () => undefined } = options;
  const connection = await connectReplication(url, 'syllabase backup', signal);
  try {
    const { systemId } = await identifySystem(connection);
    await claimTurn(connection);
    await clearLeftovers(vault, systemId);
    const segmentBytes = await readSegmentBytes(connection);
    const startedAt = await serverTime(connection);
    const id = `${startedAt.slice(0, 19).replace(/[-:]/g, '')}Z-${randomBytes(3).toString('hex')}`;
    const folder = baseFolder(systemId, id);
    try {
      const stored = await storeParts(connection, { vault, folder, parent, pace, onProgress });
      const { startLsn, endLsn, timeline, storedBytes } = stored;
      const endedAt = await serverTime(connection);
      const serverVersion = await readVersion(connection);
      const origin = options.isForeign ? await readOrigin(connection) : null;
      const content = (await options.describe?.()) ?? undescribed;
      onProgress(storing, 'reading it again');
      const { files, bytes } = await readBase(vault, { systemId, id }, { signal, pace });
      const record: BackupRecord = {
        format: 1,
        id,
        parent: parent?.id ?? null,
        systemId,
        timeline,
        startLsn,
        endLsn,
        segmentBytes,
        startedAt,
        endedAt,
        verifiedAt: new Date().toISOString(),
        serverVersion,
        ...content,
        dataClasses,
        files,
        plainBytes: bytes,
        storedBytes,
        origin,
        secrets,
      };
      signal?.throwIfAborted();
      // The turn ends with the connection: without it somebody else may have cleared the parts away.
      await serverTime(connection);
      await options.confirm?.();
      await putJson(vault, `${folder}/backup.json`, record);
      onProgress(1, 'done');
      return record;
    } catch (error) {
      for (const { name } of await vault.storage.list(`${folder}/`)) await vault.storage.remove(name);
      signal?.throwIfAborted();
      throw error;
    }
  } finally {
    await connection.close();
  }
}

type Store = {
  vault: Vault;
  folder: string;
  parent: BackupRecord | null;
  pace: Pace;
  onProgress: OnProgress;
};

async function storeParts(
  connection: ReplicationConnection,
  { vault, folder, parent, pace, onProgress }: Store,
) {
  let storedBytes = 0;
  const take: TakePart = async ({ name, content }, { expectedBytes }) => {
    const read = metered(pace(content), (bytes) =>
      onProgress(storing * Math.min(1, bytes / Math.max(1, expectedBytes)), 'copying the database'),
    );
    const packed = name === 'base.tar' ? compress(read) : read;
    storedBytes += await putSealed(vault, `${folder}/${name}`, packed);
  };
  const since = parent && {
    manifest: getSealed(vault, `${baseFolder(parent.systemId, parent.id)}/backup_manifest`),
  };
  const receipt = await receiveBase(connection, 'syllabase', take, since);
  return { ...receipt, storedBytes };
}

async function readVersion(connection: ReplicationConnection): Promise<string> {
  const [[version] = []] = await connection.rows("SELECT current_setting('server_version')");
  return String(version);
}
