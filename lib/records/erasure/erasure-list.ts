import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const line = z.object({ userId: z.guid(), erasedAt: z.iso.datetime() });

/** The list of erased people outside the database: ids and moments, nothing else of anybody. */
export const erasureListFile = (folder: string): string => join(folder, 'erasures.ndjson');

/** Adds people to the list, on the disk before it answers. */
export async function addToErasureList(path: string, erased: z.output<typeof line>[]): Promise<void> {
  if (erased.length === 0) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(erased.map((one) => `${JSON.stringify(one)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Ids of everybody on the list; a line that a killed writer left unfinished is passed over. */
export async function readErasureList(path: string): Promise<Set<string>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const ids = text.split('\n').flatMap((written) => {
    try {
      return [line.parse(JSON.parse(written)).userId];
    } catch {
      return [];
    }
  });
  return new Set(ids);
}
