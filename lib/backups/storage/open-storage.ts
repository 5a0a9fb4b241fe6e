import { env } from '@/lib/env';
import { Bucket } from '@/lib/object-storage/bucket';
import { isBucketAddress } from '@/lib/object-storage/settings';
import { folderStorage } from './folder-storage';
import { s3Storage } from './s3-storage';
import type { BackupStorage } from './storage';

/** Kept for the connections that it holds. */
let bucket: { place: string; storage: BackupStorage } | undefined;

/**
 * The storage that BACKUP_DIR names: a folder, or `s3://bucket/folder`.
 *
 * @throws Error when it is a bucket and the environment does not say who may be there
 */
export function openStorage(place = env().BACKUP_DIR): BackupStorage {
  if (!isBucketAddress(place)) return folderStorage(place);
  if (bucket?.place !== place) bucket = { place, storage: s3Storage(new Bucket(place)) };
  return bucket.storage;
}
