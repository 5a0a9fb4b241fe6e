import { randomBytes } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { link, mkdir, open, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { BackupDamage } from '../errors';
import { checkedName } from './names';
import type { BackupStorage, GrowingFile, StoredFile } from './storage';

const unfinished = '.unfinished';
/** On a disk nothing needs to wait: an addition costs a millisecond or so. */
const pace = { flush: 200, idle: 10_000, bytes: 1024 * 1024 };

/** Keeps backups in a folder, closed to other users. */
export function folderStorage(folder: string): BackupStorage {
  const pathOf = (name: string) => join(folder, ...checkedName(name).split('/'));
  return {
    place: `folder ${folder}`,
    pace,
    put: (name, content) => putWhole(pathOf(name), name, content),
    get: (name, first) => readFile(pathOf(name), name, first),
    list: (prefix) => listFiles(folder, prefix),
    folders: () => listFolders(folder),
    async remove(name) {
      await rm(pathOf(name), { force: true });
      await rmdir(dirname(pathOf(name))).catch(() => undefined);
    },
    sweep: (prefix, olderThan) => sweepFolder(folder, prefix, olderThan),
    grow: (name) => growFile(pathOf(name)),
  };
}

async function sweepFolder(folder: string, prefix: string, olderThan: number): Promise<number> {
  let removed = 0;
  for (const path of await walk(startOf(folder, prefix))) {
    if (!path.endsWith(unfinished) || !nameOf(folder, path).startsWith(prefix)) continue;
    const found = await stat(path).catch(() => null);
    if (!found || found.mtimeMs > olderThan) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function putWhole(path: string, name: string, content: AsyncIterable<Buffer>): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}${unfinished}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    let bytes = 0;
    for await (const piece of content) {
      await file.writeFile(piece);
      bytes += piece.length;
    }
    await file.sync();
    await link(draft, path).catch((error: unknown) => {
      throw isCode(error, 'EEXIST') ? new BackupDamage(name, 'is there already') : error;
    });
    return bytes;
  } finally {
    await file.close();
    await rm(draft, { force: true });
    await syncFolder(dirname(path));
  }
}

async function* readFile(path: string, name: string, first?: number): AsyncGenerator<Buffer> {
  const part = { highWaterMark: 256 * 1024, ...(first !== undefined && { end: first - 1 }) };
  try {
    for await (const piece of createReadStream(path, part)) yield piece as Buffer;
  } catch (error) {
    throw isCode(error, 'ENOENT') ? new BackupDamage(name, 'is missing') : error;
  }
}

async function growFile(path: string): Promise<GrowingFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  await syncFolder(dirname(path));
  return {
    async append(bytes) {
      await file.appendFile(bytes);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

async function listFiles(folder: string, prefix: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for (const path of await walk(startOf(folder, prefix))) {
    const name = nameOf(folder, path);
    if (!name.startsWith(prefix) || name.endsWith(unfinished)) continue;
    const found = await stat(path).catch(() => null);
    if (found) files.push({ name, bytes: found.size, changedAt: found.mtime.toISOString() });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function listFolders(folder: string): Promise<string[]> {
  const folders = (await entriesOf(folder)).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

/** Only the folder that a prefix names needs to be walked. */
const startOf = (folder: string, prefix: string) => join(folder, ...prefix.split('/').slice(0, -1));
const nameOf = (folder: string, path: string) => relative(folder, path).split(sep).join('/');

/** A folder that goes away meanwhile takes away its own files and no others. */
async function walk(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  for (const entry of entries) if (entry.isDirectory()) files.push(...(await walk(join(folder, entry.name))));
  return files;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
