import type { Transaction } from '@/db/client';
import type { AlgorithmName, KeyClass, KeyState } from '@/db/schema/keys';
import { sealedColumns } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { masterKeys } from './master-key';
import { keyPolicy } from './policy';

/** How a data key stands. Moments are ISO. */
export type KeyStatus = {
  id: string;
  institutionId: string;
  institution: string;
  keyClass: KeyClass;
  version: number;
  algorithm: AlgorithmName;
  state: KeyState;
  createdAt: string;
  retiredAt: string | null;
  emptiedAt: string | null;
  destroyedAt: string | null;
  /** Values that it seals. */
  rows: number;
  /** Days since it was made, and the day from which the next one is due; null: it is not rotated. */
  age: number;
  rotateAfter: number | null;
  /** Active for longer than its policy allows. */
  isOverdue: boolean;
  /** Whether a master key of this process wrapped it, and whether that is the one that wraps now. */
  isOurs: boolean;
  isCurrent: boolean;
};

const counts = sealedColumns
  .map(
    ({ table, column }) =>
      `SELECT sealing_key(t.${column}) AS id, count(*)::int AS rows FROM ${table} t
       WHERE sealing_key(t.${column}) = ANY (ARRAY(SELECT id FROM chosen)) GROUP BY 1`,
  )
  .join('\n     UNION ALL ');
const status = statement(
  'keys.rows',
  `WITH chosen AS MATERIALIZED (SELECT * FROM data_keys WHERE $1::uuid IS NULL OR institution_id = $1),
   held AS (SELECT id, sum(rows)::int AS rows FROM (
     ${counts}) each GROUP BY id)
   SELECT k.id, k.institution_id AS "institutionId", i.name AS institution, k.class AS "keyClass", k.version, k.algorithm,
     k.state, k.wrapped_by AS "wrappedBy", k.created_at AS "createdAt", k.retired_at AS "retiredAt",
     k.emptied_at AS "emptiedAt", k.destroyed_at AS "destroyedAt", coalesce(h.rows, 0) AS rows,
     extract(epoch FROM now() - k.created_at)::float8 / 86400 AS age
   FROM chosen k JOIN institutions i ON i.id = k.institution_id LEFT JOIN held h ON h.id = k.id
   ORDER BY i.name, k.institution_id, k.class, k.version DESC`,
);

type Row = Omit<KeyStatus, 'rotateAfter' | 'isOverdue' | 'isOurs' | 'isCurrent'> & { wrappedBy: string };

/**
 * All data keys of an institution, or of all (null), with how many values each seals. The caller decides what its
 * transaction may see; values it may not see are not counted.
 */
export async function readKeyStatus(tx: Transaction, institutionId: string | null): Promise<KeyStatus[]> {
  const rows = await tx.rows<Row>(status, [institutionId]);
  const names = masterKeys().map(({ name }) => name);
  return rows.map(({ wrappedBy, ...key }) => {
    const { rotateAfter } = keyPolicy[key.keyClass];
    const isOverdue = key.state === 'ACTIVE' && rotateAfter !== null && key.age > rotateAfter;
    const place = names.indexOf(wrappedBy);
    const by = { isOurs: place >= 0, isCurrent: place === 0 };
    return { ...key, age: Math.floor(key.age), rotateAfter, isOverdue, ...by };
  });
}

/** Values that old keys still hold: what a rotation has left to do. */
export const valuesLeft = (keys: readonly KeyStatus[]): number =>
  keys.reduce((sum, { state, rows }) => sum + (state === 'DECRYPT_ONLY' ? rows : 0), 0);
