import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { type SealedColumn, sealedColumns } from '@/db/sealed-columns';
import { type Statement, statement } from '@/db/statement';
import { Unopenable } from '@/lib/unopenable';
import type { DataKey } from './data-key';
import { readAllKeys } from './keyring';
import { readOrphans } from './orphans';
import { rowIdSql } from './row-sql';
import { openValue } from './seal-value';

/** What was opened, and the first thing that did not open. */
export type Canaries = { keys: number; values: number; fault: string | null };

type Sampled = { column: SealedColumn; sample: Statement };

/** Of each key one value, found by the index on who seals what. */
const samples: Sampled[] = sealedColumns.map((column) => ({
  column,
  sample: statement(
    `keys.canaries:${column.table}.${column.column}`,
    `SELECT k.id AS "keyId", found."rowId", found.value FROM unnest($1::uuid[]) AS k(id) CROSS JOIN LATERAL (
       SELECT ${rowIdSql(column, 't')} AS "rowId", t.${column.column} AS value FROM ${column.table} t
       WHERE sealing_key(t.${column.column}) = k.id LIMIT 1) found`,
  ),
}));

/**
 * Opens every data key, and with each a value of every column that it seals, and looks for values whose key is not there:
 * whether a database, a restored one say, is more than bytes that nobody can read.
 *
 * @throws KeyServiceFault
 */
export async function openCanaries(tx: Transaction): Promise<Canaries> {
  const { keys, foreign } = await readAllKeys(tx);
  const opened: Canaries = { keys: keys.length, values: 0, fault: null };
  const [first] = foreign;
  if (first)
    return {
      ...opened,
      fault: `no master key that is known here opens the data key ${first.id} (${first.keyClass}, version ${first.version}); such keys: ${foreign.length}`,
    };
  const [orphan] = await readOrphans(tx);
  if (orphan) opened.fault = `the key of ${orphan.values} values in ${orphan.place} is not there`;
  for (const sampled of samples) {
    const { values, fault } = await openSample(tx, sampled, keys);
    opened.values += values;
    opened.fault ??= fault;
  }
  return opened;
}

async function openSample(
  tx: Transaction,
  { column, sample }: Sampled,
  keys: DataKey[],
): Promise<Pick<Canaries, 'values' | 'fault'>> {
  const byId = new Map(
    keys.filter(({ keyClass }) => keyClass === column.keyClass).map((key) => [key.id, key]),
  );
  const rows = await tx.rows<{ keyId: string; rowId: string; value: Sealed }>(sample, [[...byId.keys()]]);
  const broken = rows.find(({ keyId, rowId, value }) => !opens(byId.get(keyId), { column, rowId }, value));
  return {
    values: rows.length,
    fault: broken
      ? `a value in ${column.table}.${column.column} does not open with its key ${broken.keyId}`
      : null,
  };
}

function opens(key: DataKey | undefined, place: Parameters<typeof openValue>[1], value: Sealed): boolean {
  if (!key) return false;
  try {
    openValue(key, place, value);
    return true;
  } catch (error) {
    if (error instanceof Unopenable) return false;
    throw error;
  }
}
