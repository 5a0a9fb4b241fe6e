import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportFailure } from '../failure';

/** A CSV file on disk, plain or gzipped. */
export type Source = { path: string; name: string; bytes: number; gzipped: boolean };

const gzipMagic = [0x1f, 0x8b];

/** Throws an `ImportFailure` when there is no such file. */
export async function openSource(path: string): Promise<Source> {
  if (!existsSync(path) || !statSync(path).isFile()) throw new ImportFailure(`There is no file ${path}.`);
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    const gzipped = buffer[0] === gzipMagic[0] && buffer[1] === gzipMagic[1];
    return { path, name: basename(path), bytes: statSync(path).size, gzipped };
  } finally {
    await file.close();
  }
}

/** `name.csv` or `name.csv.gz` of a folder, whichever is there. */
export async function findSource(folder: string, name: string): Promise<Source | null> {
  const path = [`${name}.csv`, `${name}.csv.gz`]
    .map((file) => join(folder, file))
    .find((file) => existsSync(file));
  return path ? openSource(path) : null;
}

/** The file's text, piece by piece; `onBytes` hears how many bytes of the file have been read. */
export async function* readText(
  source: Source,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let bytes = 0;
  const raw = createReadStream(source.path, { highWaterMark: 262_144 });
  raw.on('data', (chunk) => {
    bytes += chunk.length;
    onBytes(bytes);
  });
  const stream = source.gzipped ? pipeline(raw, createGunzip(), () => {}) : raw;
  try {
    for await (const chunk of stream) yield decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new ImportFailure(
      `${source.name} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    raw.destroy();
  }
  yield decoder.decode();
}

/** What tells these files (and the options of the run) from any others. */
export async function fingerprint(sources: Source[], options: string): Promise<string> {
  const hash = createHash('sha256').update(options);
  for (const source of sources) {
    hash.update(`\0${source.name}\0${source.bytes}\0`);
    for await (const chunk of createReadStream(source.path, { highWaterMark: 1_048_576 })) hash.update(chunk);
  }
  return hash.digest('hex');
}
