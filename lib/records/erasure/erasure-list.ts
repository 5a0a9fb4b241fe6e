import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Erased, readLine, signLine } from './list-line';

/** The list of erased people outside the database: ids and moments, nothing else of anybody. */
export const erasureListFile = (folder: string): string => join(folder, 'erasures.ndjson');

/** Where lines go that were refused. */
export const refusedFile = (path: string): string => `${path}.refused`;

/** Adds people to the list, on the disk before it answers. */
export async function addToErasureList(path: string, erased: Erased[]): Promise<void> {
  if (erased.length > 0) await append(path, erased.map((one) => signLine(one)).join('\n'));
}

export type ErasureList = {
  listed: Erased[];
  /** Lines that this installation did not write: changed, added by somebody else, or left unfinished by a killed writer. */
  refused: string[];
  /** Whether a line is signed by a key made of an older master key, which will not be known for ever. */
  isOld: boolean;
};

/** Everybody on the list. */
export async function readErasureList(path: string): Promise<ErasureList> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const listed: Erased[] = [];
  const refused: string[] = [];
  let isOld = false;
  for (const written of text.split('\n').filter((line) => line !== '')) {
    const erased = readLine(written);
    if (!erased) refused.push(written);
    else {
      listed.push(erased);
      isOld ||= signLine(erased) !== written;
    }
  }
  return { listed, refused, isOld };
}

/** Moves refused lines to a file of their own, so that each is told once; the list then holds `listed` alone. */
export async function setAside(
  path: string,
  { listed, refused }: { listed: Erased[]; refused: string[] },
): Promise<void> {
  await append(refusedFile(path), refused.join('\n'));
  await writeErasureList(path, listed);
}

/** Writes the whole list anew, signed by the key of now. */
export async function writeErasureList(path: string, listed: Erased[]): Promise<void> {
  const next = `${path}.next`;
  await write(next, 'w', listed.map((one) => `${signLine(one)}\n`).join(''));
  await rename(next, path);
}

/** A new line first: what a killed writer left unfinished must not spoil what follows. */
const append = (path: string, lines: string): Promise<void> => write(path, 'a', `\n${lines}\n`);

async function write(path: string, flags: 'a' | 'w', text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, flags, 0o600);
  try {
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
