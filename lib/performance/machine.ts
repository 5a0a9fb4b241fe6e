import { totalmem } from 'node:os';
import { env } from '@/lib/env';
import { freeBytes } from '@/lib/free-bytes';

/** The machine of the embedded database: bytes of memory that processes may use, and what is free on its disk. */
export type Machine = { memoryBytes: number; freeBytes: number | null };

/** Null where the database is elsewhere: its machine cannot be seen from here. */
export async function readMachine(): Promise<Machine | null> {
  const { EMBEDDED_DATABASE, DATA_DIR } = env();
  if (!EMBEDDED_DATABASE) return null;
  return { memoryBytes: memoryBytes(), freeBytes: await freeBytes(DATA_DIR) };
}

/** A container may be allowed less than the machine has; 0 means no limit, and none is written as a very large one, too. */
const memoryBytes = (): number =>
  Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
