import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataDir, syncFolder } from './data-dir';

/** Where a data directory keeps the password of the login that backups are taken with. */
export const backupPasswordPath = (dataDir: string): string => join(dataDir, 'backup-login');

/**
 * The password of the login that backups are taken with, made where there is none. Nothing else can be derived from it, nor
 * it from anything that the web server knows.
 */
export function readBackupPassword(dataDir: string): string {
  const path = backupPasswordPath(dataDir);
  const known = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return known === '' ? renewBackupPassword(dataDir) : known;
}

/** Another password in place of the one before (file mode 0600). Whoever asks the server next time needs this one. */
export function renewBackupPassword(dataDir: string): string {
  prepareDataDir(dataDir);
  const password = randomBytes(24).toString('base64url');
  const path = backupPasswordPath(dataDir);
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, path);
  syncFolder(dataDir);
  return password;
}
