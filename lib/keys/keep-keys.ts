import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { auditKey } from './audit-key';
import type { KeyFacts } from './data-key';
import { renewLeave } from './renew-leave';
import { type OnBatch, type Resealed, resealKey } from './reseal';
import { dueKeys, rotateKey } from './rotate';

/** Values a second that a rotation may seal anew, so that it leaves room for people. */
export const usualRate = 2_000;

/**
 * A transaction that took the old key just before it retired may still commit a value of it. None lasts so long: the
 * database ends a statement after 30 s and an idle transaction after 60 s.
 */
const lateWriters = '10 minutes';

const unemptied = statement(
  'keys.unemptied',
  `SELECT id, institution_id AS "institutionId", class AS "keyClass", version FROM data_keys
   WHERE state = 'DECRYPT_ONLY' AND emptied_at IS NULL ORDER BY retired_at, id`,
);
const empty = statement(
  'keys.empty',
  `UPDATE data_keys SET emptied_at = now() WHERE id = $1 AND retired_at < now() - $2::interval AND emptied_at IS NULL
   RETURNING id`,
);

type OldKey = Pick<KeyFacts, 'id' | 'institutionId' | 'keyClass' | 'version'>;
export type Kept = { rotated: number; resealed: number; unopenable: number };

/** The job: rotates what is due by policy, then seals anew what old keys still hold. */
export async function keepKeys(database: Database, signal: AbortSignal): Promise<Kept> {
  await renewLeave();
  const rotated = await rotateDue(database);
  const { swapped, unopenable } = await resealAll(database, signal, paced(usualRate, signal));
  return { rotated, resealed: swapped, unopenable };
}

async function rotateDue(database: Database): Promise<number> {
  const due = await asSystem(dueKeys, database);
  const made = [];
  for (const key of due) made.push(await asSystem((tx) => rotateKey(tx, null, key), database));
  return made.filter((key) => key !== null).length;
}

/**
 * Seals anew what every old key still holds, and notes which of them hold nothing more. A key that fails does not keep the
 * others from theirs.
 *
 * @throws AggregateError at the end, with what became of each key that failed
 */
export async function resealAll(
  database: Database,
  signal: AbortSignal,
  onBatch: OnBatch,
  only: (key: OldKey) => boolean = () => true,
): Promise<Resealed> {
  const total: Resealed = { swapped: 0, unopenable: 0 };
  const faults: unknown[] = [];
  const keys = (await asSystem((tx) => tx.rows<OldKey>(unemptied), database)).filter(only);
  for (const key of keys) {
    if (signal.aborted) break;
    try {
      const { swapped, unopenable } = await emptyKey(database, key, signal, onBatch);
      total.swapped += swapped;
      total.unopenable += unopenable;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw failed(faults, keys.length);
  return total;
}

async function emptyKey(
  database: Database,
  key: OldKey,
  signal: AbortSignal,
  onBatch: OnBatch,
): Promise<Resealed> {
  const resealed = await resealKey(database, key, signal, onBatch);
  const isEmpty = resealed.swapped + resealed.unopenable === 0 && !signal.aborted;
  if (isEmpty) await asSystem((tx) => noteEmpty(tx, key), database);
  return resealed;
}

function failed(faults: unknown[], keys: number): AggregateError {
  const reasons = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
  const what = `${faults.length} of ${keys} old keys could not be emptied`;
  return new AggregateError(faults, `${what}: ${[...new Set(reasons)].join('; ')}`);
}

async function noteEmpty(tx: Transaction, key: OldKey): Promise<void> {
  const noted = await tx.rows(empty, [key.id, lateWriters]);
  if (noted.length > 0) await auditKey(tx, null, 'key.emptied', key);
}

/** Waits after each batch until no more than `rate` values a second have gone by. */
export function paced(rate: number, signal: AbortSignal, onBatch: OnBatch = async () => undefined): OnBatch {
  let free = performance.now();
  return async (batch) => {
    await onBatch(batch);
    free = Math.max(free, performance.now()) + (batch.found / rate) * 1_000;
    const wait = free - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
  };
}
