import { existsSync } from 'node:fs';
import { loadSecrets, masterKeysIn, secretsPath } from '@/db/embedded/secrets';
import { backupKey, olderBackupKeys } from '@/lib/backups/seal/keys';
import { openStorage } from '@/lib/backups/storage/open-storage';
import type { Vault } from '@/lib/backups/vault';
import { env, provideSecrets } from '@/lib/env';
import { previousTo } from '../../lib/database';

/**
 * The vault without a database: after a loss there is none. The master key is the environment's or that of the data
 * directory; none is ever made up here.
 */
export function openVault(): { vault: Vault; masterKey: string } {
  const { MASTER_KEY, MASTER_KEY_PREVIOUS, AUTH_SECRET, DATA_DIR, BACKUP_DIR } = env();
  const secrets = existsSync(secretsPath(DATA_DIR)) ? loadSecrets(DATA_DIR) : null;
  const masterKey = MASTER_KEY ?? secrets?.masterKey;
  if (!masterKey)
    throw new Error(`Set MASTER_KEY to the key the backups were made with: ${DATA_DIR} holds none.`);
  provideSecrets({
    MASTER_KEY: masterKey,
    AUTH_SECRET: AUTH_SECRET ?? secrets?.authSecret ?? masterKey,
    MASTER_KEY_PREVIOUS: previousTo(MASTER_KEY, MASTER_KEY_PREVIOUS, secrets ? masterKeysIn(secrets) : []),
  });
  const vault = { storage: openStorage(BACKUP_DIR), key: backupKey(masterKey), older: olderBackupKeys() };
  return { vault, masterKey };
}
