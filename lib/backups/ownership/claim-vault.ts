import { z } from 'zod';
import { BackupDamage, BackupRefusal } from '../errors';
import { putJson, readJson, type Vault } from '../vault';
import type { Keeper } from './own-place';

const shape = z.object({
  format: z.literal(1),
  installation: z.string(),
  place: z.string(),
  since: z.iso.datetime(),
  by: z.string(),
});

/** Who keeps a vault since when, and who decided that. */
export type Ownership = z.output<typeof shape>;

/** The vault is another installation's. */
export class VaultTaken extends BackupRefusal {}

/** The number counts the owners of a vault; `owner` is null where another master key sealed it. */
type Entry = { number: number; owner: Ownership | null };

const folder = 'owners/';
const entryName = (number: number) => `${folder}${String(number).padStart(8, '0')}.json`;

/**
 * Makes sure that a vault is this installation's: the first to come has it, and keeps it until somebody decides otherwise.
 * Two that come at once end in one that has it, because no stored file is ever replaced.
 *
 * @throws VaultTaken naming who has it
 */
export async function claimVault(vault: Vault, keeper: Keeper): Promise<void> {
  for (;;) {
    const newest = await newestEntry(vault);
    if (newest?.owner?.installation === keeper.installation) return;
    if (newest) throw new VaultTaken(refusal(vault, newest.owner));
    if (await enter(vault, 1, keeper, 'the first to come')) return;
  }
}

/**
 * Gives a vault to this installation, whoever had it. The one before notices within a minute, and stops.
 *
 * @param by who decided it, and why
 * @returns who had it; null where nobody or somebody with another master key did
 */
export async function takeOverVault(vault: Vault, keeper: Keeper, by: string): Promise<Ownership | null> {
  for (;;) {
    const newest = await newestEntry(vault);
    if (newest?.owner?.installation === keeper.installation)
      throw new BackupRefusal(`The backups in ${vault.storage.place} are this server’s already.`);
    if (await enter(vault, (newest?.number ?? 0) + 1, keeper, by)) return newest?.owner ?? null;
  }
}

/** When a vault was last taken over from another server (milliseconds since 1970); null where it never was. */
export async function takenOverAt(vault: Vault): Promise<number | null> {
  const newest = await newestEntry(vault);
  return newest?.owner && newest.number > 1 ? Date.parse(newest.owner.since) : null;
}

async function newestEntry(vault: Vault): Promise<Entry | null> {
  const names = (await vault.storage.list(folder)).map(({ name }) => name);
  const numbers = names.map((name) => Number(/^owners\/(\d{8})\.json$/.exec(name)?.[1] ?? 0));
  const number = Math.max(0, ...numbers);
  if (number === 0) return null;
  try {
    return { number, owner: await readJson(vault, entryName(number), shape) };
  } catch (error) {
    if (!(error instanceof BackupDamage)) throw error;
    return { number, owner: null };
  }
}

/** @returns whether nobody else was faster */
async function enter(vault: Vault, number: number, keeper: Keeper, by: string): Promise<boolean> {
  const entry: Ownership = { format: 1, ...keeper, since: new Date().toISOString(), by };
  try {
    await putJson(vault, entryName(number), entry);
    return true;
  } catch (error) {
    if (error instanceof BackupDamage) return false;
    throw error;
  }
}

function refusal({ storage }: Vault, owner: Ownership | null): string {
  const whose = owner
    ? `another server’s (${owner.place}, since ${owner.since})`
    : 'another server’s, which has another MASTER_KEY (where it is this one’s older key, set MASTER_KEY_PREVIOUS)';
  return `The backups in ${storage.place} are ${whose}. Give this server a BACKUP_DIR of its own; where it takes the other one’s place for good, say so with  npm run ops -- backup take-over --reason TEXT`;
}
