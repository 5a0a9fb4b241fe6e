import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { digestOf } from './checkpoint';

/** How far a trail was sealed at a moment: from here on a restored one goes its own way. */
export type TrailEpoch = {
  /** Sealed events. */
  rows: number;
  /** SHA-256 of the newest checkpoint, which names every earlier one; null before the first. */
  checkpoint: string | null;
  sealedAt: string | null;
};

const isThere = statement(
  'audit.has-checkpoints',
  "SELECT to_regclass('public.audit_checkpoints') IS NOT NULL AS present",
);
const newest = statement(
  'audit.epoch-checkpoint',
  'SELECT size AS rows, note, sealed_at AS "sealedAt" FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1',
);

/** @returns null for a database without a trail */
export async function readTrailEpoch(tx: Transaction): Promise<TrailEpoch | null> {
  const [there] = await tx.rows<{ present: boolean }>(isThere);
  if (!there?.present) return null;
  const [last] = await tx.rows<{ rows: number; note: string; sealedAt: string }>(newest);
  if (!last) return { rows: 0, checkpoint: null, sealedAt: null };
  return { rows: last.rows, checkpoint: digestOf(last.note), sealedAt: last.sealedAt };
}
