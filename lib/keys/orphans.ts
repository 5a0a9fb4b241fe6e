import type { Transaction } from '@/db/client';
import { sealedColumns } from '@/db/sealed-columns';
import { statement } from '@/db/statement';

/** Values of a column that no key opens any more, because it is gone or was destroyed. */
export type Orphans = { place: string; values: number };

const orphans = statement(
  'keys.orphans',
  sealedColumns
    .map(
      ({ table, column }) => `SELECT '${table}.${column}' AS place, count(*)::int AS values FROM ${table} t
       WHERE t.${column} IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM data_keys k WHERE k.id = sealing_key(t.${column}) AND k.state <> 'DESTROYED')
       HAVING count(*) > 0`,
    )
    .join('\n UNION ALL '),
);

/** Sealed values whose key is not there, as far as the transaction may see them. Reads every sealed column once. */
export const readOrphans = (tx: Transaction): Promise<Orphans[]> => tx.rows<Orphans>(orphans);
