import { Readable } from 'node:stream';
import { BackupDamage } from '../errors';
import type { ReplicationConnection, SystemIdentity } from '../replication/connection';
import { putSealed, readSealed, type Vault } from '../vault';
import { logFolder } from './archive';
import { historyName } from './lsn';

/**
 * A server that was restored began a new timeline; where it branched off belongs to the log.
 *
 * @throws BackupDamage where another server began a timeline of that number elsewhere
 */
export async function keepHistory(
  connection: ReplicationConnection,
  vault: Vault,
  { systemId, timeline }: SystemIdentity,
): Promise<void> {
  if (timeline === 1) return;
  const name = `${logFolder(systemId)}/${historyName(timeline)}`;
  const [[, text] = []] = await connection.rows(`TIMELINE_HISTORY ${timeline}`);
  const own = Buffer.from(text ?? '');
  if ((await vault.storage.list(name)).length === 0) await putUnlessThere(vault, name, own);
  if (!(await readSealed(vault, name)).equals(own))
    throw new BackupDamage(name, 'is another server’s, which began this timeline elsewhere');
}

async function putUnlessThere(vault: Vault, name: string, content: Buffer): Promise<void> {
  await putSealed(vault, name, Readable.from([content])).catch((error: unknown) => {
    if (!(error instanceof BackupDamage)) throw error;
  });
}
