import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { entranceRole } from '@/db/embedded/foreign';
import { type Secrets, secretsPath } from '@/db/embedded/secrets';
import { type BackupRecord, recordFile } from '../base/record';
import { BackupDamage } from '../errors';
import { backupKey } from '../seal/keys';
import { keyIdOf, type Vault } from '../vault';

/**
 * Writes the secrets of a restored data directory. Its master key is the one that opened the record, whichever of the known
 * ones was named first: what was only typed wrong must not become the key of what it never sealed. The others stay known as
 * previous ones, since the log after the backup may bring values that a later key sealed.
 *
 * @param masterKeys all that are known
 * @returns whether the backup was sealed with the first of them
 * @throws BackupDamage when it was sealed with none of them
 */
export async function writeSecrets(
  draft: string,
  { vault, backup }: { vault: Vault; backup: BackupRecord },
  masterKeys: readonly string[],
): Promise<boolean> {
  const record = recordFile(backup.systemId, backup.id);
  const sealedBy = await keyIdOf(vault, record);
  const masterKey = masterKeys.find((key) => sealedBy?.equals(backupKey(key).id));
  if (masterKey === undefined) throw new BackupDamage(record, 'was sealed with another MASTER_KEY');
  const others = masterKeys.filter((key) => key !== masterKey);
  const secrets: Secrets = {
    ...backup.secrets,
    ...(backup.origin && entranceTo(backup.origin)),
    // Versions of sessions go back with the database: under the old secret, ended sessions would live again.
    authSecret: randomBytes(32).toString('base64'),
    masterKey,
    ...(others.length > 0 && { previousMasterKeys: [...new Set(others)] }),
  };
  await writeFile(secretsPath(draft), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return masterKey === masterKeys[0];
}

/** Nobody knows the passwords of somebody's own server: a copy of it is entered by a login that is made in it. */
const entranceTo = ({ database }: NonNullable<BackupRecord['origin']>) => ({
  ownerPassword: randomBytes(24).toString('base64url'),
  owner: entranceRole,
  database,
});
