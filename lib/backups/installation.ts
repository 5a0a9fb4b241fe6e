import { loadSecrets } from '@/db/embedded/secrets';
import { env } from '@/lib/env';
import type { BackupRecord } from './base/record';
import { BackupRefusal } from './errors';
import { type Keeper, keeperOf } from './ownership/own-place';
import { ownVault, type Vault } from './vault';

export type Installation = {
  vault: Vault;
  /** Whom the vault must belong to. */
  keeper: Keeper;
  /** The login that may copy the server's files and follow its log. */
  url: string;
  secrets: BackupRecord['secrets'];
};

/** What backups of this installation need; null where the database is somebody else's to back up. */
export function findInstallation(): Installation | null {
  const { BACKUP_DATABASE_URL, DATA_DIR, AUTH_SECRET } = env();
  if (!BACKUP_DATABASE_URL) return null;
  const { ownerPassword, appPassword, authSecret } = loadSecrets(DATA_DIR);
  const secrets = { ownerPassword, appPassword, authSecret: AUTH_SECRET ?? authSecret };
  return { vault: ownVault(), keeper: keeperOf(DATA_DIR), url: BACKUP_DATABASE_URL, secrets };
}

/** @throws BackupRefusal */
export function requireInstallation(): Installation {
  const installation = findInstallation();
  if (installation) return installation;
  throw new BackupRefusal(
    'Backups are taken of the embedded database. DATABASE_URL names another one: back that up where it runs.',
  );
}
