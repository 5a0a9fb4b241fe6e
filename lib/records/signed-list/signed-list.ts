import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SignedLines } from './lines';

/** What a list held outside the database says: who was erased, for example. Ids and moments, nothing else of anybody. */
export type SignedList<T> = {
  lines: SignedLines<T>;
  /** Of its file, in the folder with the copies of the trail. */
  fileName: string;
  /** What the trail calls it. */
  objectType: string;
  /** The event when lines of it are refused. */
  refusedAction: string;
};

export type ReadList<T> = {
  listed: T[];
  /** Lines that this installation did not write: changed, added by somebody else, or left unfinished by a killed writer. */
  refused: string[];
  /** Whether a line is signed by a key made of an older master key, which will not be known for ever. */
  isOld: boolean;
};

export const listFile = ({ fileName }: { fileName: string }, folder: string): string =>
  join(folder, fileName);

/** Where lines go that were refused. */
export const refusedFile = (path: string): string => `${path}.refused`;

/** Adds to a list, on the disk before it answers. */
export async function addToList<T>(
  { lines }: SignedList<T>,
  path: string,
  added: readonly T[],
): Promise<void> {
  if (added.length === 0) return;
  const [key] = lines.keys();
  await append(path, added.map((one) => lines.sign(one, key)).join('\n'));
}

/** Everything that a list says. */
export async function readList<T>({ lines }: SignedList<T>, path: string): Promise<ReadList<T>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const keys = lines.keys();
  const listed: T[] = [];
  const refused: string[] = [];
  let isOld = false;
  for (const written of text.split('\n').filter((line) => line !== '')) {
    const one = lines.read(written, keys);
    if (!one) refused.push(written);
    else {
      listed.push(one);
      isOld ||= lines.sign(one, keys[0]) !== written;
    }
  }
  return { listed, refused, isOld };
}

/** Moves refused lines to a file of their own, so that each is told once; the list then holds `listed` alone. */
export async function setAside<T>(
  list: SignedList<T>,
  path: string,
  { listed, refused }: Pick<ReadList<T>, 'listed' | 'refused'>,
): Promise<void> {
  await append(refusedFile(path), refused.join('\n'));
  await writeList(list, path, listed);
}

/** Writes the whole list anew, signed by the key of now. */
export async function writeList<T>(
  { lines }: SignedList<T>,
  path: string,
  listed: readonly T[],
): Promise<void> {
  const next = `${path}.next`;
  const [key] = lines.keys();
  await write(next, 'w', listed.map((one) => `${lines.sign(one, key)}\n`).join(''));
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
