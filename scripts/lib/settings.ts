import { type Env, env } from '@/lib/env';
import { isBucketAddress, s3Settings } from '@/lib/object-storage/settings';
import { UsageError } from './session';

/** The environment; a fault in it is the caller's mistake and is said without a stack trace. */
export function readSettings(): Env {
  try {
    const settings = env();
    const { BACKUP_DIR, AUDIT_COPY_S3 = '' } = settings;
    if ([BACKUP_DIR, AUDIT_COPY_S3].some(isBucketAddress)) s3Settings(settings);
    return settings;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
