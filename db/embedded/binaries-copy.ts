import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const userId = () => process.getuid?.() ?? 0;

/**
 * Copies the package's programs to a folder every account can reach and returns that folder. The copy
 * appears by a rename, so it is whole or absent; one that lost files since is made again.
 */
export function copyBinaries(home: string, version: string, finish: (home: string) => boolean): string {
  const native = join(home, 'native');
  const files = list(native).filter(wanted);
  const target = join(cacheFolder(), `postgres-${version}-${fingerprint(native, files)}`);
  if (!isIntact(native, target, files)) {
    const fresh = `${target}.${process.pid}-${randomBytes(4).toString('hex')}`;
    cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    openToAll(fresh);
    finish(fresh);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  }
  return join(target, 'native');
}

/** Not the temporary folder first: systems empty that after days, under a server that still runs. */
function cacheFolder(): string {
  const name = `syllabase-${userId()}`;
  const parent = userId() === 0 && isWritable('/var/cache') ? '/var/cache' : tmpdir();
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { uid, mode } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== userId() || (mode & 0o022) !== 0) {
    throw new Error(`${folder} was made by another user; remove it and start again.`);
  }
  chmodSync(folder, 0o755);
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

function wanted(path: string): boolean {
  return !path.endsWith('.a');
}

function sizeOf(path: string): string {
  const stat = lstatSync(path);
  return stat.isFile() ? String(stat.size) : '';
}

function fingerprint(folder: string, files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    if (lstatSync(join(folder, file)).isFile()) hash.update(`${file}:${sizeOf(join(folder, file))}\n`);
  return hash.digest('hex').slice(0, 12);
}

function isIntact(native: string, target: string, files: string[]): boolean {
  return files.every((file) => {
    const copy = join(target, 'native', file);
    return existsSync(copy) && sizeOf(copy) === sizeOf(join(native, file));
  });
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || path.includes('/bin/')) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, 0o644);
  }
}
