import { deriveAppPassword } from '@/db/app-password';
import type { Database } from '@/db/client';
import { loadSecrets } from '@/db/embedded/secrets';
import { type Env, env } from '@/lib/env';
import type { BackupRecord } from './base/record';
import { BackupRefusal } from './errors';
import { type Keeper, keeperOf, keeperOfServer } from './ownership/own-place';
import { platform, takesFullBackups } from './platform';
import { readMissing } from './readiness/read-missing';
import { whyNone } from './readiness/why-none';
import { ownVault, type Vault } from './vault';

export type Installation = {
  vault: Vault;
  /** Whom the vault must belong to. */
  keeper: Keeper;
  /** The login that may copy the server's files and follow its log. */
  url: string;
  secrets: BackupRecord['secrets'];
  /** Whether somebody else made the server's logins, so that a copy of it has to be given one. */
  isForeign: boolean;
};

/** What backups of this installation need; null where none are taken from here. */
export function findInstallation(): Installation | null {
  const settings = env();
  const { BACKUP_DATABASE_URL: url } = settings;
  const kind = platform();
  if (!url || !takesFullBackups(kind)) return null;
  return { vault: ownVault(), url, ...(kind === 'embedded' ? ofDataDir(settings) : ofServer(settings)) };
}

type Own = Pick<Installation, 'keeper' | 'secrets' | 'isForeign'>;

function ofDataDir({ DATA_DIR, AUTH_SECRET }: Env): Own {
  const { ownerPassword, appPassword, authSecret, owner } = loadSecrets(DATA_DIR);
  const secrets = { ownerPassword, appPassword, authSecret: AUTH_SECRET ?? authSecret };
  return { keeper: keeperOf(DATA_DIR), secrets, isForeign: owner !== undefined };
}

/** Of the owner's password nothing is kept: a copy gets a login of its own. */
function ofServer({ DATABASE_URL = '', MASTER_KEY = '', AUTH_SECRET = '' }: Env): Own {
  const secrets = {
    ownerPassword: '',
    appPassword: deriveAppPassword(MASTER_KEY),
    authSecret: AUTH_SECRET,
  };
  return { keeper: keeperOfServer(DATABASE_URL), secrets, isForeign: true };
}

/** @throws BackupRefusal saying what is missing, and what the server's administrator has to do */
export async function requireInstallation(database: Database): Promise<Installation> {
  const installation = findInstallation();
  if (installation) return installation;
  throw new BackupRefusal(whyNone(platform(), env().SERVER_BACKUPS, await readMissing(database)));
}
