import { lockDataDir } from '@/db/embedded/lock';
import { isPortFree } from '@/db/embedded/port';
import type { Env } from '@/lib/env';
import { type Session, UsageError } from './session';

/** Makes sure that this is the only server on its data directory and that its port is free. */
export async function claimPlace(session: Session, settings: Env): Promise<void> {
  const { DATABASE_URL, DATA_DIR, APP_URL, HOST, PORT } = settings;
  // Several servers may share an external database; the embedded one belongs to a single server.
  if (!DATABASE_URL) {
    const lock = await lockDataDir(DATA_DIR, { kind: 'server', what: 'npm start', url: APP_URL });
    session.defer(lock.release);
  }
  const free = await isPortFree(PORT, HOST).catch((error: Error) => {
    throw new UsageError(`Cannot listen on HOST=${HOST}: ${error.message}`);
  });
  if (!free)
    throw new Error(`Port ${PORT} on ${HOST} is taken. Free it, or choose another: PORT=3001 npm start`);
}
