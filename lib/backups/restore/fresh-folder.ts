import { lstat, mkdir, mkdtemp, readdir, realpath, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { isAlive } from '@/db/embedded/processes';
import { BackupRefusal } from '../errors';
import { removeDataDir } from './remove-restored';

/**
 * Where a restore goes: a folder that is not there yet, or an empty one whose place it can take at the end. A link is followed.
 *
 * @returns the folder itself
 * @throws BackupRefusal for any other one, which stays as it is
 */
export async function freshFolder(wanted: string): Promise<string> {
  const into = await behindLink(resolve(wanted));
  const entries = await readdir(into).catch(refuseOther(into));
  if (entries === null) return into;
  if (entries.length > 0)
    throw new BackupRefusal(
      `${into} is not empty. A restore goes into a new folder, never over what is there.`,
    );
  await tryReplacing(into);
  return into;
}

async function behindLink(path: string): Promise<string> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isSymbolicLink()) return path;
  return realpath(path).catch(() => {
    throw new BackupRefusal(`${path} is a link that leads nowhere. Name the folder itself.`);
  });
}

/** Nothing there is well. */
const refuseOther =
  (path: string) =>
  (error: unknown): null => {
    if (isCode(error, 'ENOENT')) return null;
    throw isCode(error, 'ENOTDIR') ? new BackupRefusal(`${path} is no folder.`) : error;
  };

/** The restored folder takes its place at the very end, which a mount point does not allow: better to know it now. */
async function tryReplacing(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    throw new BackupRefusal(
      `${folder} cannot be replaced, as a mount point cannot. Name a new folder inside it, such as ${join(folder, 'data')}.`,
    );
  }
  await mkdir(folder, { mode: 0o700 });
}

/** What is between the folder's name and who writes it. */
const mark = '.restoring-';
const owned = /^(.+)-(\d+)-[A-Za-z0-9]{6}$/;

/**
 * A folder beside the one that a restore goes into, to write into until all is well. Its name says whose it is. What restores
 * into the same place left there that were killed is removed: it holds everything in plain, and perhaps a server.
 */
export async function draftFolder(into: string): Promise<string> {
  await mkdir(dirname(into), { recursive: true, mode: 0o700 });
  const prefix = `${basename(into)}${mark}`;
  for (const name of await readdir(dirname(into)))
    if (name.startsWith(prefix) && isLeft(name.slice(prefix.length)))
      await removeDataDir(join(dirname(into), name));
  return mkdtemp(join(dirname(into), `${prefix}${hostname()}-${process.pid}-`));
}

/** Of processes on another machine nothing is known from here. */
function isLeft(owner: string): boolean {
  const [, machine, pid] = owned.exec(owner) ?? [];
  return machine === hostname() && !isAlive(Number(pid));
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
