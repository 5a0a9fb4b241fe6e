import { isNeonHost } from '@/db/neon';
import { env } from '@/lib/env';

/**
 * Who looks after the database's files: the product itself (`embedded`), Neon, or whoever runs the server that
 * DATABASE_URL names. Only of the first can full backups be taken; logical archives can be of all.
 */
export type Platform = 'embedded' | 'neon' | 'other';

export function platform(): Platform {
  const { EMBEDDED_DATABASE, DATABASE_URL } = env();
  if (EMBEDDED_DATABASE) return 'embedded';
  return DATABASE_URL && isNeonHost(DATABASE_URL) ? 'neon' : 'other';
}
