import { hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

/** `id` names the key in each file, so that a wrong key is told from a damaged file; it reveals nothing of it. */
export type BackupKey = { id: Buffer; root: Buffer };

const derive = (secret: Buffer, salt: Buffer | string, use: string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, `syllabase ${use}`, bytes));

/** The key of all backups: made of MASTER_KEY and of nothing else, so that keeping that one key is enough. */
export function backupKey(masterKey = env().MASTER_KEY): BackupKey {
  if (!masterKey)
    throw new Error('MASTER_KEY is not set: without it backups can be neither made nor opened.');
  const root = derive(Buffer.from(masterKey, 'base64'), '', 'backups v1', 32);
  return { root, id: derive(root, '', 'backup key id v1', 8) };
}

/** The keys of backups that older master keys sealed: they open what is kept longer than a master key is used. */
export const olderBackupKeys = (masterKeys = env().MASTER_KEY_PREVIOUS): BackupKey[] =>
  masterKeys.map((masterKey) => backupKey(masterKey));

/** The key of one file. Its name is part of it: under another name the file does not open. */
export const fileKey = ({ root }: BackupKey, salt: Buffer, name: string): Buffer =>
  derive(root, salt, `backup file v1 ${name}`, 32);
