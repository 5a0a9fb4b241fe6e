import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataDir, syncFolder } from './data-dir';

export type Secrets = {
  ownerPassword: string;
  appPassword: string;
  authSecret: string;
  masterKey: string;
  /** The login to enter the server with, and the database: where a restore made them, and not this product. */
  owner?: string;
  database?: string;
  /** Others that may have sealed what is here: known to a restore, and kept with what it restored. */
  previousMasterKeys?: string[];
};

/** Where a data directory keeps its generated secrets. */
export function secretsPath(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/**
 * The secrets of a data directory, generated on first use (file mode 0600). A file that is there but
 * unreadable is an error, never a reason to generate new ones: the old master key opens the data.
 */
export function loadSecrets(dataDir: string): Secrets {
  prepareDataDir(dataDir);
  const path = secretsPath(dataDir);
  if (!existsSync(path)) writeOnce(dataDir, path, generate());
  return read(path);
}

function generate(): Secrets {
  return {
    ownerPassword: randomBytes(24).toString('base64url'),
    appPassword: randomBytes(24).toString('base64url'),
    authSecret: randomBytes(32).toString('base64'),
    masterKey: randomBytes(32).toString('base64'),
  };
}

/** All master keys that a data directory knows, the present one first. */
export const masterKeysIn = ({ masterKey, previousMasterKeys = [] }: Secrets): string[] => [
  masterKey,
  ...previousMasterKeys,
];

/** A link, unlike a rename, fails when another process was first, so two starts agree on one set. */
function writeOnce(dataDir: string, path: string, secrets: Secrets): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dataDir);
}

function read(path: string): Secrets {
  const complete = (value: unknown): value is Secrets =>
    typeof value === 'object' &&
    value !== null &&
    ['ownerPassword', 'appPassword', 'authSecret', 'masterKey'].every(
      (name) => typeof Reflect.get(value, name) === 'string' && Reflect.get(value, name) !== '',
    ) &&
    ['owner', 'database'].every((name) => isNameOrAbsent(Reflect.get(value, name))) &&
    isListOfKeys(Reflect.get(value, 'previousMasterKeys'));
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (complete(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Error(`${path} is damaged. Put back a copy of it: without its master key the data stay sealed.`);
}

const isNameOrAbsent = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value !== '');

const isListOfKeys = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((key) => typeof key === 'string'));
