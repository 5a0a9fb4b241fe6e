import { z } from 'zod';
import { createBackup } from '../base/create-backup';
import { backupRecord } from '../base/record';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { archiveWal } from '../wal/archive-wal';
import { dieAt, dyingStorage } from './dying-storage';

const order = z.object({
  work: z.enum(['backup', 'archive']),
  folder: z.string(),
  masterKey: z.string(),
  url: z.string(),
  secrets: backupRecord.shape.secrets,
  dieAt: z.enum(dieAt).nullable(),
  /** Takes only what has changed since this one. */
  parent: backupRecord.nullable().default(null),
});

/** What a process of its own is to do, for tests that kill it. */
export type Order = z.input<typeof order>;

const {
  work,
  folder,
  masterKey,
  url,
  secrets,
  parent,
  dieAt: point,
} = order.parse(JSON.parse(process.argv[2] ?? ''));
const storage = folderStorage(folder);
const vault = { storage: point ? dyingStorage(storage, point) : storage, key: backupKey(masterKey) };
if (work === 'backup') await createBackup({ vault, url, secrets, parent });
else await archiveWal({ vault, url, signal: new AbortController().signal });
