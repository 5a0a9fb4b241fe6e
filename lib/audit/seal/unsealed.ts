import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type StoredRecord, storedColumns } from './stored';

/** A row that stands in no place of the tree; `sealed` where its id does, at another time. */
export type Stranger = StoredRecord & { position: number | null; sealed: string | null; repeats: boolean };

/** A row that the sealer will come to. */
export type Waiting = StoredRecord;

const nextTransaction = 'pg_snapshot_xmax(pg_current_snapshot())::text::bigint';

/**
 * SQL for whether the sealer will come to row `a`, whose leaf by its id is `l`. It goes on from horizon $1 (0: it has not
 * begun) to the transactions that have begun. Where the horizon is beyond those, the trail was restored into a server that
 * counts transactions anew, and the sealer begins by all there is. Otherwise a row of a transaction that nobody has begun
 * was put out of its reach.
 */
const willBeSealed = `(l.record_id IS NULL AND ($1::bigint NOT BETWEEN 1 AND ${nextTransaction} AND coalesce(a.transaction_id, 0) >= 0
     OR a.transaction_id >= $1 AND a.transaction_id < ${nextTransaction}))`;

const strangers = statement(
  'audit.strangers',
  `WITH outside AS (
     SELECT a.*, l.position, encode(l.hash, 'hex') AS sealed FROM public.audit_log a LEFT JOIN public.audit_leaves l ON l.record_id = a.id
     WHERE l.occurred_at IS DISTINCT FROM a.occurred_at AND ${willBeSealed} IS NOT TRUE
     ORDER BY a.occurred_at, a.id LIMIT 1000)
   SELECT ${storedColumns('o')}, o.position, o.sealed, r.mac IS NOT NULL AS repeats
   FROM outside o LEFT JOIN (
     SELECT mac FROM public.audit_log WHERE mac IN (SELECT mac FROM outside) GROUP BY mac HAVING count(*) > 1) r ON r.mac = o.mac
   ORDER BY o.occurred_at, o.id`,
);
const next = statement('audit.next-transaction', `SELECT ${nextTransaction} AS next`);
const waitingRows = statement(
  'audit.waiting',
  `SELECT ${storedColumns('a')}
   FROM public.audit_log a LEFT JOIN public.audit_leaves l ON l.record_id = a.id
   WHERE (a.transaction_id >= $1 AND a.transaction_id < $2 OR a.transaction_id IS NULL AND $1 = 0)
     AND l.record_id IS NULL AND (a.occurred_at, a.id) > ($3::timestamptz, $4::uuid)
   ORDER BY a.occurred_at, a.id LIMIT $5`,
);

const batch = 2_000;
/** The largest number that there is for one. */
const lastTransaction = '9223372036854775807';

/** Rows that are in no tree and that no sealer will come to; the first thousand. @param horizon of the newest checkpoint */
export const readStrangers = (tx: Transaction, horizon: number): Promise<Stranger[]> =>
  tx.rows<Stranger>(strangers, [horizon]);

/** Rows that wait to be sealed, in batches. @param horizon of the newest checkpoint, 0 before the first */
export async function* readWaiting(tx: Transaction, horizon: number): AsyncGenerator<Waiting[]> {
  const [begun] = await tx.rows<{ next: number }>(next);
  const isAnew = horizon === 0 || horizon > (begun?.next ?? 0);
  const transactions = isAnew ? [0, lastTransaction] : [horizon, begun?.next];
  let after = ['-infinity', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const rows = await tx.rows<Waiting>(waitingRows, [...transactions, ...after, batch]);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = [last.occurredAt, last.id];
  }
}
