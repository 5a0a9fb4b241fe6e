import { createHash } from 'node:crypto';
import pg from 'pg';
import { BackupDamage } from '../errors';
import { connectReplication, type SystemIdentity } from '../replication/connection';
import { parseWalMessage } from '../replication/wal-messages';
import type { Vault } from '../vault';
import { readHead } from './archive';
import { formatLsn, parseLsn } from './lsn';

const segmentRemoved = '58P01';
/** A copy, or a folder put back to an earlier state, has lost what is in the vault, and cannot go on behind it. */
const wayOut = 'Give this server a new BACKUP_DIR, or restore it from these backups';

type Kept = {
  vault: Vault;
  url: string;
  system: SystemIdentity;
  segment: bigint;
  name: string;
  segmentBytes: number;
};

/**
 * Whether the newest complete segment in the vault is this very server's: two that were restored from one backup, or copied
 * with their folder, give other content the same names, and going on behind the other one's would mix the two.
 *
 * @returns false where the server does not have that segment any more, and so cannot say
 * @throws BackupDamage where it is another server's
 */
export async function proveOwn({ vault, url, system, segment, name, segmentBytes }: Kept): Promise<boolean> {
  const start = segment * BigInt(segmentBytes);
  if (parseLsn(system.lsn) < start + BigInt(segmentBytes))
    throw new BackupDamage(name, `is another server’s: this one’s log has not come so far. ${wayOut}`);
  const own = await hashOf(url, system, start, segmentBytes);
  if (own === null) return false;
  if (own !== (await readHead(vault, name)).sha256)
    throw new BackupDamage(name, `is another server’s: this one’s log has other content there. ${wayOut}`);
  return true;
}

/** SHA-256 (hex) of a segment as the server has it; null where it has it no more. */
async function hashOf(
  url: string,
  { timeline }: SystemIdentity,
  start: bigint,
  segmentBytes: number,
): Promise<string | null> {
  const connection = await connectReplication(url, 'syllabase archive check');
  const hash = createHash('sha256');
  let left = segmentBytes;
  try {
    const command = connection.start(`START_REPLICATION PHYSICAL ${formatLsn(start)} TIMELINE ${timeline}`);
    for await (const text of command.messages()) {
      const message = parseWalMessage(text);
      if (message.kind !== 'data') continue;
      const piece = message.data.subarray(0, left);
      hash.update(piece);
      left -= piece.length;
      if (left === 0) return hash.digest('hex');
    }
    throw new Error('The server ended the stream of its log.');
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === segmentRemoved) return null;
    throw error;
  } finally {
    await connection.close();
  }
}
