import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type BackupRecord, baseFolder } from '../base/record';
import { tarOf } from '../base/testing/tar-of';
import { compress } from '../compression';
import { putJson, putSealed, type Vault } from '../vault';

/** A whole backup in a vault that holds one small file of the log and nothing else; only its record is of any size. */
export async function storeBase(vault: Vault, record: BackupRecord): Promise<void> {
  const base = baseFolder(record.systemId, record.id);
  const head = '{ "PostgreSQL-Backup-Manifest-Version": 2,\n"Files": [],\n"WAL-Ranges": [],\n';
  const checksum = createHash('sha256').update(head).digest('hex');
  const manifest = Buffer.from(`${head}"Manifest-Checksum": "${checksum}"}\n`);
  const archive = tarOf([{ path: 'pg_wal/part', type: '0', content: record.id }]);
  await putSealed(vault, `${base}/base.tar`, compress(Readable.from([archive])));
  await putSealed(vault, `${base}/backup_manifest`, Readable.from([manifest]));
  await putJson(vault, `${base}/backup.json`, record);
}
