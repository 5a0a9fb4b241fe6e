import { isNeonHost } from '@/db/neon';
import { env } from '@/lib/env';

/**
 * Who runs the database: the product itself (`embedded`), Neon, or somebody else; of somebody's own server either the product
 * may copy the files (`self-hosted`) or not (`other`). Logical archives can be of all.
 */
export type Platform = 'embedded' | 'self-hosted' | 'neon' | 'other';

export function platform(): Platform {
  const { EMBEDDED_DATABASE, DATABASE_URL, BACKUP_ROLE, SERVER_BACKUPS } = env();
  if (EMBEDDED_DATABASE) return 'embedded';
  if (DATABASE_URL && isNeonHost(DATABASE_URL)) return 'neon';
  return BACKUP_ROLE && SERVER_BACKUPS ? 'self-hosted' : 'other';
}

/** Whether full backups are taken from here, and the log is archived. */
export const takesFullBackups = (one: Platform): boolean => one === 'embedded' || one === 'self-hosted';
