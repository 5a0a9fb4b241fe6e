import 'next/dist/server/node-environment-baseline';
import { z } from 'zod';
import { createBackup } from '@/lib/backups/base/create-backup';
import { gently } from '@/lib/backups/pace';
import { backupKey } from '@/lib/backups/seal/keys';
import { folderStorage } from '@/lib/backups/storage/folder-storage';

const [folder = '', url = ''] = process.argv.slice(2);
// Nothing is restored from it, so it brings no secrets along.
const secrets = { ownerPassword: '', appPassword: '', authSecret: '' };
const masterKey = z.string().parse(process.env.MASTER_KEY);

/** Takes one backup into a folder, as the worker does every day: gently, and in a process that answers no pages. */
await createBackup({
  vault: { storage: folderStorage(folder), key: backupKey(masterKey) },
  url,
  secrets,
  pace: gently,
});
