import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { decoySettings, hashLike } from './passwords';

const settingsOf = statement('access.password-settings', 'SELECT password_settings($1) AS settings');
const opens = statement('access.password-opens', 'SELECT password_opens($1, $2) AS opens');

/**
 * How the password of an account was hashed, as far as `hashLike` needs it. The hash itself never leaves the database.
 *
 * @param email normalised; as SYSTEM
 * @returns null for an address that nobody has, a disabled account and one without a password
 */
export async function readPasswordSettings(tx: Transaction, email: string): Promise<string | null> {
  const [found] = await tx.rows<{ settings: string | null }>(settingsOf, [email]);
  return found?.settings ?? null;
}

/** What to offer the database for a typed password. Takes as long where there is nothing to open. */
export const offerFor = (settings: string | null, password: string): Promise<string> =>
  hashLike(settings ?? decoySettings, password);

/** Whether what is offered is what the database keeps for the account, which is not disabled; as SYSTEM. */
export async function passwordOpens(tx: Transaction, email: string, offered: string): Promise<boolean> {
  const [answer] = await tx.rows<{ opens: boolean }>(opens, [email, offered]);
  return answer?.opens === true;
}
