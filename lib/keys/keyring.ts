import { LRUCache } from 'lru-cache';
import type { Transaction } from '@/db/client';
import type { KeyClass, KeyState } from '@/db/schema/keys';
import { statement } from '@/db/statement';
import { Unopenable } from '@/lib/unopenable';
import { bindingOf, type DataKey, type KeyFacts } from './data-key';
import { masterKeys } from './master-key';

const facts = `id, institution_id AS "institutionId", class AS "keyClass", version, algorithm, state, wrapped,
  wrapped_by AS "wrappedBy"`;
const ofClass = statement(
  'keys.ring',
  `SELECT ${facts} FROM data_keys WHERE institution_id = $1 AND class = $2 AND state <> 'DESTROYED'`,
);
const all = statement(
  'keys.every-ring',
  `SELECT ${facts} FROM data_keys WHERE state <> 'DESTROYED' ORDER BY class, version, id`,
);
const byId = statement('keys.by-id', `SELECT ${facts} FROM data_keys WHERE id = $1 AND state <> 'DESTROYED'`);

type KeyRow = KeyFacts & { state: KeyState; wrapped: Buffer; wrappedBy: string };

/**
 * Data keys that this process has opened, by their wrapped form and what that is bound to: the row that a transaction reads
 * stays the authority on whether there is such a key, and whose, so nothing here is ever out of date.
 */
const opened = new LRUCache<string, Buffer>({ max: 1_000, ttl: 60 * 60 * 1_000 });
/** What is being opened: many that need the same key at once ask for it once. */
const opening = new Map<string, Promise<Buffer>>();

export type Keyring = {
  /** What values are sealed with now; null where nothing has been yet. */
  active: DataKey | null;
  /** Every key that still opens values, by id. */
  keys: ReadonlyMap<string, DataKey>;
};

/**
 * The keys of one institution and class, opened. A key that no master key opens is left out.
 *
 * @throws KeyServiceFault
 */
export async function readKeyring(
  tx: Transaction,
  institutionId: string,
  keyClass: KeyClass,
): Promise<Keyring> {
  const rows = await tx.rows<KeyRow>(ofClass, [institutionId, keyClass]);
  const keys = new Map<string, DataKey>();
  let active: DataKey | null = null;
  for (const row of rows) {
    const key = await openKey(row).catch(reportForeign(row));
    if (!key) continue;
    keys.set(key.id, key);
    if (row.state === 'ACTIVE') active = key;
  }
  return { active, keys };
}

/** @returns null when there is no such key, or no longer, or no master key opens it. @throws KeyServiceFault */
export async function readKey(tx: Transaction, id: string): Promise<DataKey | null> {
  const [row] = await tx.rows<KeyRow>(byId, [id]);
  return row ? openKey(row).catch(reportForeign(row)) : null;
}

/** Every key of every institution that still opens values; `foreign`: those that no master key of this process opens. */
export async function readAllKeys(tx: Transaction): Promise<{ keys: DataKey[]; foreign: KeyFacts[] }> {
  const keys: DataKey[] = [];
  const foreign: KeyFacts[] = [];
  for (const row of await tx.rows<KeyRow>(all)) {
    const key = await openKey(row).catch(reportForeign(row));
    if (key) keys.push(key);
    else foreign.push(row);
  }
  return { keys, foreign };
}

/** @throws Unopenable when a master key wrapped it that is not known here */
async function openKey({ state: _state, ...row }: KeyRow): Promise<DataKey> {
  const { wrapped, wrappedBy: _wrappedBy, ...key } = row;
  const name = `${bindingOf(key)} ${wrapped.toString('base64')}`;
  const secret = opened.get(name) ?? (await openOnce(name, row));
  opened.set(name, secret);
  return { ...key, secret };
}

function openOnce(name: string, { wrapped, wrappedBy, ...key }: Omit<KeyRow, 'state'>): Promise<Buffer> {
  const master = masterKeys().find((each) => each.name === wrappedBy);
  if (!master) throw new Unopenable();
  const under = opening.get(name) ?? master.unwrap(wrapped, key).finally(() => opening.delete(name));
  opening.set(name, under);
  return under;
}

const reportForeign =
  ({ id, wrappedBy }: KeyRow) =>
  (error: unknown): null => {
    if (!(error instanceof Unopenable)) throw error;
    console.error(`Data key ${id} was wrapped by “${wrappedBy}”; no master key of this process opens it.`);
    return null;
  };
