import type { Transaction } from '@/db/client';
import { momentSql, statement } from '@/db/statement';
import { digestOf, readCheckpoint } from './checkpoint';
import type { CheckpointCopy } from './copies';
import { CopyReader } from './copy-reader';
import type { Finding } from './findings';
import { type AuditSigner, type Verifier, writeVerifier } from './keys';
import { readCheckpoints, trustedWith } from './read-checkpoints';
import { storedColumns } from './stored';
import { type LeafRow, type Macs, type SealedState, type Stranger, TrailWalk } from './trail-walk';

export type Verification = {
  holds: boolean;
  rows: number;
  checkpoints: number;
  /** Rows that wait to be sealed. */
  waiting: number;
  /** Rows that the copy covers; null without a copy. */
  copied: number | null;
  /** By place in the tree, the first bad row first; rows that are in no tree last. */
  findings: Finding[];
};

const checkpointRows = statement(
  'audit.checkpoints',
  'SELECT size, note, horizon FROM audit_checkpoints ORDER BY size',
);
const leafRows = statement(
  'audit.leaves-with-rows',
  `SELECT l.position, l.record_id AS "recordId", ${momentSql('l.occurred_at')} AS "sealedAt", encode(l.hash, 'hex') AS hash,
     ${storedColumns('a')}
   FROM (SELECT * FROM audit_leaves WHERE position >= $1 ORDER BY position LIMIT $2) l
   LEFT JOIN audit_log a ON a.occurred_at = l.occurred_at AND a.id = l.record_id ORDER BY l.position`,
);
const strangers = statement(
  'audit.strangers',
  `SELECT ${storedColumns('a')}, l.position, encode(l.hash, 'hex') AS sealed,
     a.mac IS NOT NULL AND EXISTS (SELECT 1 FROM audit_log b WHERE b.mac = a.mac AND (b.id, b.occurred_at) <> (a.id, a.occurred_at)) AS repeats
   FROM audit_log a LEFT JOIN audit_leaves l ON l.record_id = a.id
   WHERE (a.transaction_id IS NULL OR a.transaction_id < $1) AND l.occurred_at IS DISTINCT FROM a.occurred_at
   ORDER BY a.occurred_at, a.id LIMIT 1000`,
);
const waitingRows = statement(
  'audit.waiting',
  `SELECT count(*)::int AS n FROM audit_log a WHERE a.transaction_id >= $1
     AND NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)`,
);
const partitions = statement(
  'audit.partitions',
  `SELECT replace(substr(c.relname, 11), '_', '-') AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = 'audit_log'::regclass`,
);

const batch = 2_000;

export type TrailVerifier = {
  verifier: Verifier;
  /**
   * What was kept outside, oldest first. Without it, cutting off the tail or putting an older dump in place cannot be
   * seen, and of hashes that were changed together with their rows only the range is known.
   */
  copies?: AsyncIterable<CheckpointCopy>;
  /** Where the checker is the product itself: names rows whose hash was changed with them. */
  own?: readonly AuditSigner[];
};

/**
 * Checks every sealed row against the tree, the tree against the signed checkpoints, and those against a copy that was
 * kept elsewhere. Needs the public key alone. Reads the trail once, in the tree's order.
 */
export async function verifyTrail(
  tx: Transaction,
  { verifier, copies, own }: TrailVerifier,
): Promise<Verification> {
  const stored = await tx.rows<{ size: number; note: string; horizon: number }>(checkpointRows);
  const notes = stored.map(({ note }) => note);
  const known = [verifier, ...(own ?? []).map((signer) => signer.verifier)];
  // Right after a change of the master key the newest checkpoint is still of the key before it.
  const signer = known.find((each) => readCheckpoint(notes.at(-1) ?? '', each) !== null) ?? verifier;
  const checkpoints = readCheckpoints(notes, signer);
  const sealed: SealedState[] = stored.map(({ size, note }, place) => ({
    size,
    checkpoint: checkpoints[place] ?? null,
    digest: digestOf(note),
  }));
  const horizon = stored.at(-1)?.horizon ?? 0;
  const months = await tx.rows<{ month: string }>(partitions);
  const reader = copies && new CopyReader(copies, [...trustedWith(notes, signer), ...known]);
  const walk = new TrailWalk(
    sealed,
    months.map(({ month }) => month),
    reader,
    own && macsOf(own, sealed),
  );
  for (let rows: LeafRow[] = []; ; ) {
    rows = await tx.rows<LeafRow>(leafRows, [walk.next, batch]);
    for (const row of rows) await walk.step(row);
    if (rows.length < batch) break;
  }
  const outside = await tx.rows<Stranger>(strangers, [horizon]);
  const [waiting] = await tx.rows<{ n: number }>(waitingRows, [horizon]);
  const findings = await walk.finish(outside);
  return {
    holds: findings.length === 0,
    rows: walk.next,
    checkpoints: sealed.length,
    waiting: waiting?.n ?? 0,
    copied: reader ? reader.covered : null,
    findings,
  };
}

/** MACs by a master key that is known no more cannot be checked: rows from the last such change on are. */
function macsOf(own: readonly AuditSigner[], sealed: SealedState[]): Macs {
  const known = new Set(own.map(({ verifier }) => writeVerifier(verifier)));
  const unknown = sealed.findLast(
    ({ checkpoint }) => checkpoint?.handover && !known.has(checkpoint.handover.from),
  );
  return { keys: own.map(({ mac }) => mac), from: unknown?.size ?? 0 };
}
