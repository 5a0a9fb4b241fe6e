import { z } from 'zod';
import { backupKey } from '../../seal/keys';
import { folderStorage } from '../../storage/folder-storage';
import { restoreArchive } from '../restore-archive';

const order = z.object({
  folder: z.string(),
  masterKey: z.string(),
  id: z.string(),
  url: z.string(),
  listFolder: z.string(),
  /** The beginning of what it is doing when it is killed. */
  dieWhile: z.string(),
});

/** A restore that a process of its own is to begin, for tests that kill it. */
export type RestoreOrder = z.output<typeof order>;

const { folder, dieWhile, ...restore } = order.parse(JSON.parse(process.argv[2] ?? ''));
await restoreArchive({
  ...restore,
  vault: { storage: folderStorage(folder), key: backupKey(restore.masterKey) },
  by: 'a test',
  onProgress: (_done, doing) => {
    if (doing.startsWith(dieWhile)) process.kill(process.pid, 'SIGKILL');
  },
});
