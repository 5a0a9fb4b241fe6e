import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { env } from '@/lib/env';
import { Bucket } from '@/lib/object-storage/bucket';
import { appendAudit } from '../append';
import { rootIn } from './checkpoint';
import { coveredBy } from './copy-line';
import { fileTarget } from './file-target';
import { emptyRoot, GrowingTree, hashesIn } from './merkle';
import { s3Target } from './s3-target';
import { webhookTarget } from './webhook-target';

/** A checkpoint as it is kept outside the database: the note, and the rows that came with it. */
export type CheckpointCopy = {
  note: string;
  /** Position of the first of its rows. */
  from: number;
  /** Id and hash (hex) of each row, by position. */
  records: [id: string, hash: string][];
};

/** Somewhere outside the database. */
export type CopyTarget = {
  name: string;
  /** Milliseconds to leave between two tries; absent: as often as there is something new. */
  pause?: number;
  /** Only one process at a time may bring it up to date: what two have found it to end with, both would add to. */
  alone?: true;
  /** How many leaves its newest copy covers; null: it cannot say, go by what was sent. */
  size(): Promise<number | null>;
  add(copies: CheckpointCopy[]): Promise<void>;
};

/** Runs something in a transaction as the product itself. */
export type AsProduct = <T>(run: (tx: Transaction) => Promise<T>) => Promise<T>;

const atOnce = 500;

const takeTurn = statement(
  'audit.copy-turn',
  "SELECT pg_try_advisory_xact_lock(hashtextextended('syllabase:audit-copy:' || $1, 0)) AS mine",
);

const sent = statement('audit.copies-sent', 'SELECT size, fault FROM audit_copies WHERE target = $1');
const sealed = statement(
  'audit.sealed',
  'SELECT coalesce(max(size), 0)::bigint AS size FROM audit_checkpoints',
);
const since = statement(
  'audit.checkpoints-since',
  `SELECT c.note, c.size, lag(c.size, 1, $1::bigint) OVER (ORDER BY c.size) AS start FROM audit_checkpoints c
   WHERE c.size > $1::bigint ORDER BY c.size LIMIT $2`,
);
const leavesBetween = statement(
  'audit.leaves-between',
  `SELECT position, record_id AS id, encode(hash, 'hex') AS hash FROM audit_leaves
   WHERE position >= $1 AND position < $2 ORDER BY position`,
);
const peaksAt = statement(
  'audit.peaks-at',
  "SELECT encode(peaks, 'hex') AS peaks FROM audit_checkpoints WHERE size = $1",
);
const noteSent = statement(
  'audit.copied',
  `INSERT INTO audit_copies (target, size, copied_at, fault) VALUES ($1, $2, now(), $3)
   ON CONFLICT (target) DO UPDATE SET size = greatest(audit_copies.size, excluded.size),
     copied_at = CASE WHEN excluded.fault IS NULL THEN now() ELSE audit_copies.copied_at END, fault = excluded.fault`,
);

/** Where copies go at once: a folder of this machine. */
export const nearTargets = (): CopyTarget[] => [fileTarget(env().AUDIT_COPY_DIR)];

let far: CopyTarget[] | undefined;

/** Where copies go over the network: a web address and a bucket, where they are set. */
export function farTargets(): CopyTarget[] {
  const { AUDIT_WEBHOOK_URL, AUDIT_COPY_S3 } = env();
  far ??= [
    ...(AUDIT_WEBHOOK_URL ? [webhookTarget(AUDIT_WEBHOOK_URL)] : []),
    ...(AUDIT_COPY_S3 ? [s3Target(new Bucket(AUDIT_COPY_S3))] : []),
  ];
  return far;
}

const triedAt = new WeakMap<CopyTarget, number>();

/** Whether a target has had its pause; if so, it begins anew. Not by the clock, which may be set back meanwhile. */
function isDue(target: CopyTarget): boolean {
  const now = performance.now();
  const isEarly = now - (triedAt.get(target) ?? Number.NEGATIVE_INFINITY) < (target.pause ?? 0);
  if (!isEarly) triedAt.set(target, now);
  return !isEarly;
}

/**
 * Brings every target up to the newest checkpoint. One that fails is noted with its reason and tried again with the
 * next; it does not keep the others from theirs.
 *
 * @returns how many checkpoints were copied
 */
export async function copyCheckpoints(asProduct: AsProduct, targets: CopyTarget[]): Promise<number> {
  const counts = await Promise.all(
    targets.filter(isDue).map((target) => (target.alone ? catchUpAlone : catchUp)(asProduct, target)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Leaves a target to the process that is at it already. */
const catchUpAlone: typeof catchUp = (asProduct, target) =>
  asProduct(async (tx) => {
    const [turn] = await tx.rows<{ mine: boolean }>(takeTurn, [target.name]);
    return turn?.mine ? catchUp((run) => run(tx), target) : 0;
  });

async function catchUp(asProduct: AsProduct, target: CopyTarget): Promise<number> {
  let copied = 0;
  let reached = 0;
  try {
    const before = await sentTo(asProduct, target);
    const found = (await target.size()) ?? before.size;
    reached = found;
    const held = await sealedIn(asProduct);
    if (reached > held)
      throw new Error(`it covers ${reached} rows, the database only ${held}: the database has been set back`);
    for (;;) {
      const copies = await readCopies(asProduct, reached);
      const last = copies.at(-1);
      if (!last) break;
      await target.add(copies);
      copied += copies.length;
      reached = coveredBy(last);
    }
    if (copied > 0 || before.fault !== null) await remember(asProduct, target, reached, null);
    if (found < before.size) await reportLoss(asProduct, target, { had: before.size, found });
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    await remember(asProduct, target, reached, fault.slice(0, 500));
  }
  return copied;
}

type Sent = { size: number; fault: string | null };

const sentTo = async (asProduct: AsProduct, { name }: CopyTarget): Promise<Sent> =>
  asProduct(async (tx) => (await tx.rows<Sent>(sent, [name]))[0] ?? { size: 0, fault: null });

const sealedIn = async (asProduct: AsProduct): Promise<number> =>
  asProduct(async (tx) => (await tx.rows<{ size: number }>(sealed))[0]?.size ?? 0);

const remember = (asProduct: AsProduct, { name }: CopyTarget, size: number, fault: string | null) =>
  asProduct((tx) => tx.rows(noteSent, [name, size, fault]));

/** A copy that was made anew from the database proves nothing from before that: the trail says so. */
const reportLoss = (asProduct: AsProduct, { name }: CopyTarget, rows: { had: number; found: number }) =>
  asProduct((tx) =>
    appendAudit(tx, null, {
      action: 'audit.copy-lost',
      objectType: 'audit copy',
      outcome: 'FAILED',
      details: { target: name, ...rows },
    }),
  );

/**
 * The next checkpoints above `size`, oldest first, each with its rows.
 *
 * @throws Error where the rows are not those that were signed: what was changed in between is never copied, or the copy
 * would say the same
 */
const readCopies = (asProduct: AsProduct, size: number): Promise<CheckpointCopy[]> =>
  asProduct(async (tx) => {
    const tree = await treeAt(tx, size);
    const checkpoints = await tx.rows<{ note: string; size: number; start: number }>(since, [size, atOnce]);
    const leaves = await tx.rows<{ position: number; id: string; hash: string }>(leavesBetween, [
      size,
      checkpoints.at(-1)?.size ?? size,
    ]);
    return checkpoints.map(({ note, start, size: end }): CheckpointCopy => {
      const own = leaves.slice(start - size, end - size);
      for (const { hash } of own) tree.append(Buffer.from(hash, 'hex'));
      if (own.length !== end - start || !tree.root().equals(rootIn(note) ?? emptyRoot()))
        throw new Error(`rows ${start} to ${end - 1} are not those that were signed: verify the trail`);
      return { note, from: start, records: own.map(({ id, hash }) => [id, hash]) };
    });
  });

/** The tree that goes on from a checkpoint; an empty one before the first. */
async function treeAt(tx: Transaction, size: number): Promise<GrowingTree> {
  const [found] = size === 0 ? [] : await tx.rows<{ peaks: string }>(peaksAt, [size]);
  if (size > 0 && !found) throw new Error(`no checkpoint covers just the ${size} rows that it has`);
  return new GrowingTree(size, hashesIn(Buffer.from(found?.peaks ?? '', 'hex')));
}
