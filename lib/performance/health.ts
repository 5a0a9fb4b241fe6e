import { database } from '@/db/client';
import { version } from '@/package.json';

export type Health = { status: 'ok' | 'unavailable'; database: 'ok' | 'unreachable'; version: string };

/** Whether the product can serve: the database answers. Says nothing of why not; the log does. */
export async function readHealth(): Promise<Health> {
  try {
    await database().ping();
    return { status: 'ok', database: 'ok', version };
  } catch (error) {
    console.error(
      'health check: the database does not answer',
      error instanceof Error ? error.message : error,
    );
    return { status: 'unavailable', database: 'unreachable', version };
  }
}
