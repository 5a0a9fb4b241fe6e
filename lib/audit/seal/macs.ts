import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Checkpoint } from './checkpoint';
import { type AuditSigner, writeVerifier } from './keys';
import { readCheckpoints } from './read-checkpoints';

/** Keys that rows from a place on must have their MACs by. */
export type Macs = { keys: readonly Buffer[]; from: number };

const handovers = statement(
  'audit.handovers',
  "SELECT size, note FROM public.audit_checkpoints WHERE note LIKE '%handover %' ORDER BY size",
);

/** MACs by a master key that is known no more cannot be checked: rows from the last such change on are. */
export function macsOf(
  own: readonly AuditSigner[],
  sealed: readonly { size: number; checkpoint: Checkpoint | null }[],
): Macs {
  const known = new Set(own.map(({ verifier }) => writeVerifier(verifier)));
  const unknown = sealed.findLast(
    ({ checkpoint }) => checkpoint?.handover && !known.has(checkpoint.handover.from),
  );
  return { keys: own.map(({ mac }) => mac), from: unknown?.size ?? 0 };
}

/**
 * The same, read from the trail's changes of the master key alone.
 *
 * @param own the newest first; none: nothing can be checked
 */
export async function readMacs(tx: Transaction, own: readonly AuditSigner[]): Promise<Macs> {
  const [newest] = own;
  if (!newest) return { keys: [], from: Number.POSITIVE_INFINITY };
  const stored = await tx.rows<{ size: number; note: string }>(handovers);
  const checkpoints = readCheckpoints(
    stored.map(({ note }) => note),
    newest.verifier,
  );
  return macsOf(
    own,
    stored.map(({ size }, place) => ({ size, checkpoint: checkpoints[place] ?? null })),
  );
}
