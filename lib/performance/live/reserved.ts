import { type Database, openDatabase } from '@/db/client';
import { env } from '@/lib/env';

const connections = 3;
/** Milliseconds to wait for one of them. */
const patience = 10_000;

const held = globalThis as typeof globalThis & { syllabaseReserved?: Database };

/** Connections for looking after the database, apart from those that pages use: they are free when all of those wait. */
export function reserved(): Database {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start the product with `npm start`.');
  held.syllabaseReserved ??= openDatabase(url, connections, patience);
  return held.syllabaseReserved;
}

/** Ends them, for whoever must leave nothing behind (tests). */
export async function closeReserved(): Promise<void> {
  await held.syllabaseReserved?.close();
  held.syllabaseReserved = undefined;
}
