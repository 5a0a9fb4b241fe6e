import { statfs } from 'node:fs/promises';
import { chainOf } from '../base/backup-chain';
import type { BackupRecord } from '../base/record';

/** What a guest beside the real database may take of the disk that is free: the server needs room for its log. */
const mostOfDisk = 0.8;

/** Whether so many bytes can go beside a database without crowding it out. */
export async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bytes <= bavail * bsize * mostOfDisk;
}

/** Bytes that a backup takes when it is restored, at most: one that builds on others is put together from those. */
export const plainBytesOf = (backup: BackupRecord, backups: BackupRecord[]): number =>
  chainOf(backup, backups).reduce((sum, { plainBytes }) => sum + plainBytes, 0);
