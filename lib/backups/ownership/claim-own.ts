import { findInstallation } from '../installation';
import type { Vault } from '../vault';
import { claimVault } from './claim-vault';

/**
 * Before archives are put into a vault or taken out of it: it must be this installation's. Several servers that work with one
 * database of DATABASE_URL are one installation in this, and share theirs.
 *
 * @throws VaultTaken
 */
export async function claimOwn(vault: Vault): Promise<void> {
  const own = findInstallation();
  if (own) await claimVault(vault, own.keeper);
}
