import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type SealState = {
  /** Events in the sealed tree, of all institutions. */
  rows: number;
  checkpoints: number;
  /** When the newest seal was made, and the first; null before that. */
  sealedAt: string | null;
  sealedSince: string | null;
  copies: {
    /** `file PATH` or `webhook HOST` */
    target: string;
    /** What pages call it: its kind, with a number where there are several of a kind. */
    name: string;
    rows: number;
    copiedAt: string | null;
    /** When the first seal was made that it lacks; null where it lacks none. */
    behindSince: string | null;
    /** Why the last try failed; null when it did not. */
    fault: string | null;
  }[];
};

const sealState = statement(
  'audit.seal-state',
  `SELECT coalesce(l.size, 0)::bigint AS rows, (SELECT count(*) FROM audit_checkpoints)::bigint AS checkpoints, l.sealed_at AS "sealedAt",
     (SELECT sealed_at FROM audit_checkpoints ORDER BY size LIMIT 1) AS "sealedSince",
     (SELECT coalesce(json_agg(json_build_object('target', target, 'name', kind || CASE WHEN of_kind > 1 THEN ' ' || number ELSE '' END,
         'rows', size, 'copiedAt', copied_at, 'fault', fault,
         'behindSince', (SELECT c.sealed_at FROM audit_checkpoints c WHERE c.size > k.size ORDER BY c.size LIMIT 1))
       ORDER BY target), '[]') FROM (
         SELECT a.*, s.kind, count(*) OVER (PARTITION BY s.kind) AS of_kind, row_number() OVER (PARTITION BY s.kind ORDER BY target) AS number
         FROM audit_copies a CROSS JOIN LATERAL (SELECT split_part(a.target, ' ', 1) AS kind) s) k) AS copies
   FROM (SELECT) one LEFT JOIN LATERAL (
     SELECT size, sealed_at FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1) l ON true`,
);

/** How far the trail is sealed, and its seals copied. Row security shows it to administrators and the product. */
export async function readSealState(tx: Transaction): Promise<SealState> {
  const [state] = await tx.rows<SealState>(sealState);
  if (!state) throw new Error('The state of the seals could not be read.');
  return state;
}
