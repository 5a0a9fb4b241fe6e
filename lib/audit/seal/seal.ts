import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { appendAudit } from '../append';
import {
  type Checkpoint,
  digestOf,
  handoverIn,
  namedAtMost,
  readCheckpoint,
  writeCheckpoint,
} from './checkpoint';
import {
  type AuditKeys,
  type AuditSigner,
  auditKeys,
  isSameVerifier,
  readVerifier,
  type Verifier,
  writeVerifier,
} from './keys';
import { hasValidMac } from './mac';
import { GrowingTree, hashesIn, isKept, leafHash, type Subtree } from './merkle';
import { canonicalText, earlierText } from './record';
import { setBackBy } from './set-back';
import { type StoredEvent, type StoredRecord, storedColumns, toStored } from './stored';

/** Rows sealed in one go; a transaction that appended more is sealed whole all the same. */
const batch = 5_000;

const takeTurn = statement(
  'audit.seal-turn',
  `SELECT pg_try_advisory_xact_lock(hashtext('syllabase:seal')) AS mine,
     pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS open, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next`,
);
const lastCheckpoint = statement(
  'audit.last-checkpoint',
  `SELECT size, note, horizon, encode(peaks, 'hex') AS peaks FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1`,
);
const batchEnd = statement(
  'audit.seal-until',
  `SELECT transaction_id AS until FROM audit_log WHERE transaction_id >= $1 AND transaction_id < $2
   ORDER BY transaction_id OFFSET $3 LIMIT 1`,
);
const unsealed = statement(
  'audit.unsealed',
  `SELECT ${storedColumns('a')} FROM audit_log a
   WHERE a.transaction_id >= $1 AND a.transaction_id <= $2
     AND NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)
   ORDER BY a.transaction_id, a.occurred_at, a.id`,
);
const strayRows = statement(
  'audit.unsealed-strays',
  `SELECT ${storedColumns('a')} FROM audit_log a
   WHERE (a.transaction_id IS NULL OR a.transaction_id >= $1)
     AND NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)
   ORDER BY a.occurred_at, a.id`,
);
const addLeaves = statement(
  'audit.add-leaves',
  `INSERT INTO audit_leaves (position, record_id, occurred_at, hash)
   SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::bytea[])`,
);
const addNodes = statement(
  'audit.add-nodes',
  'INSERT INTO audit_nodes (level, number, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])',
);
/** A name of the product has at most 255 characters; one that somebody else wrote must not be too long for the key. */
const addActors = statement(
  'audit.add-actors',
  `INSERT INTO audit_actors (institution_id, actor_id, actor_name)
   SELECT DISTINCT institution, actor, left(name, 600) FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS n (institution, actor, name)
   WHERE institution IS NOT NULL AND actor IS NOT NULL AND name IS NOT NULL ON CONFLICT DO NOTHING`,
);
/** One of the product's own has at most 60 characters. */
const addActions = statement(
  'audit.add-actions',
  'INSERT INTO audit_actions (action) SELECT DISTINCT left(action, 600) FROM unnest($1::text[]) AS n (action) ON CONFLICT DO NOTHING',
);
const addCheckpoint = statement(
  'audit.add-checkpoint',
  'INSERT INTO audit_checkpoints (size, note, horizon, peaks, took, sealed_at) VALUES ($1, $2, $3, $4, $5, $6)',
);
type State = {
  note: string;
  horizon: number;
  tree: GrowingTree;
  origin: string;
  /** When the last checkpoint says that it was sealed; null before the first. */
  sealedAt: string | null;
  /** What the last checkpoint says of forged rows. */
  forged: Pick<Checkpoint, 'unauthentic' | 'others'>;
  /** Who signed the last checkpoint, where that is an older key. */
  before?: AuditSigner;
};

/**
 * Seals what has been committed since the last time: hashes its rows into the tree and signs the new root. Only rows of
 * transactions below every open one, so nothing that commits late is passed over. One sealer at a time; all of it or
 * nothing is stored. No clock is asked which rows they are; one that was set back since the last checkpoint is in the trail. The first checkpoint after a change of the master key is
 * signed by both, the older one and this one, and the trail tells of it.
 *
 * @returns how many rows were sealed
 * @throws Error when the last checkpoint is signed with none of the keys: somebody has been at it, or the key is another one
 */
export async function sealBatch(tx: Transaction, keys: AuditKeys = auditKeys()): Promise<number> {
  const startedAt = performance.now();
  const [turn] = await tx.rows<{ mine: boolean; open: number; next: number }>(takeTurn);
  if (!turn?.mine) return 0;
  const state = await readState(tx, keys);
  const { strays, rows, until } = await readUnsealed(tx, state, turn);
  const macs = [keys, ...keys.older].map(({ mac }) => mac);
  const events = [...strays, ...rows];
  const leaves = oneAnId(events.map((row) => toLeaf(row, macs)));
  if (leaves.length === 0) return 0;
  await storeLeaves(tx, state.tree, leaves);
  await tx.rows(addActors, [
    events.map(({ institutionId }) => institutionId),
    events.map(({ actorId }) => actorId),
    events.map(({ actorName }) => actorName),
  ]);
  await tx.rows(addActions, [events.map(({ action }) => action)]);
  // Each checkpoint names those before it too: whoever has the newest one alone must not take a forged row for an honest one.
  const forged = leaves.filter(({ isAuthentic }) => !isAuthentic).map(({ id }) => id);
  const named = [...state.forged.unauthentic, ...forged];
  const others = (state.forged.others ?? 0) + Math.max(named.length - namedAtMost, 0);
  const sealedAt = new Date();
  const checkpoint: Checkpoint = {
    origin: state.origin,
    size: state.tree.size,
    root: state.tree.root(),
    previous: state.note && digestOf(state.note),
    sealedAt: sealedAt.toISOString(),
    unauthentic: named.slice(0, namedAtMost),
    ...(others > 0 && { others }),
  };
  await tx.rows(addCheckpoint, [
    checkpoint.size,
    writeCheckpoint(checkpoint, keys, state.before),
    until + 1,
    Buffer.concat(state.tree.peaks),
    Math.round(performance.now() - startedAt),
    checkpoint.sealedAt,
  ]);
  await tellOfSetBack(tx, state.sealedAt, sealedAt);
  if (state.before) await tellOfHandover(tx, state.before, keys);
  return leaves.length;
}

/** A checkpoint that was sealed before the one that it follows: the trail says so, and by how much. */
async function tellOfSetBack(tx: Transaction, before: string | null, now: Date): Promise<void> {
  const milliseconds = before === null ? 0 : setBackBy(before, now.getTime());
  if (milliseconds === 0) return;
  await appendAudit(tx, null, {
    action: 'audit.clock-back',
    objectType: 'audit_log',
    outcome: 'FAILED',
    details: {
      sealedBefore: before,
      sealedNow: now.toISOString(),
      seconds: Math.round(milliseconds / 1_000),
    },
  });
}

/** Another master key seals from here on: both signed, and whoever reads the trail is told without looking at seals. */
const tellOfHandover = (tx: Transaction, before: AuditSigner, now: AuditSigner): Promise<void> =>
  appendAudit(tx, null, {
    action: 'audit.handover',
    objectType: 'audit_log',
    details: { from: writeVerifier(before.verifier), to: writeVerifier(now.verifier) },
  });

async function readState(tx: Transaction, keys: AuditKeys): Promise<State> {
  const [last] = await tx.rows<{ size: number; note: string; horizon: number; peaks: string }>(
    lastCheckpoint,
  );
  if (!last) {
    const origin = `syllabase/${randomUUID()}`;
    return {
      note: '',
      horizon: 0,
      tree: new GrowingTree(),
      origin,
      sealedAt: null,
      forged: { unauthentic: [] },
    };
  }
  const signer = [keys, ...keys.older].find(
    ({ verifier }) => reigns(verifier, last.note) && readCheckpoint(last.note, verifier) !== null,
  );
  const checkpoint = signer && readCheckpoint(last.note, signer.verifier);
  if (!checkpoint)
    throw new Error(
      'The newest checkpoint of the trail is not signed with this MASTER_KEY. Where it was changed, set MASTER_KEY_PREVIOUS to the one before.',
    );
  const tree = new GrowingTree(last.size, hashesIn(Buffer.from(last.peaks, 'hex')));
  if (!tree.root().equals(checkpoint.root))
    throw new Error('The stored state of the trail’s tree is not the one that was signed.');
  const before = signer === keys ? undefined : signer;
  return {
    note: last.note,
    horizon: last.horizon,
    tree,
    origin: checkpoint.origin,
    sealedAt: checkpoint.sealedAt,
    forged: checkpoint,
    before,
  };
}

/** Both keys sign where one takes over from the other; from there on it is the new one's turn, also where the old one comes back. */
function reigns(verifier: Verifier, note: string): boolean {
  const handover = handoverIn(note);
  return handover === null || isSameVerifier(readVerifier(handover.to), verifier);
}

type Turn = { open: number; next: number };

/**
 * The rows to seal, and up to which transaction. The first time, and after a restore into another server, where transactions
 * are counted anew, there may be rows with ids still to come, and rows without one, which somebody put there.
 */
async function readUnsealed(tx: Transaction, { tree, horizon }: State, { open, next }: Turn) {
  const isAnew = tree.size === 0 || horizon > next;
  const from = isAnew ? 0 : horizon;
  const [end] = await tx.rows<{ until: number }>(batchEnd, [from, open, batch - 1]);
  const until = end?.until ?? open - 1;
  const strays = isAnew ? await tx.rows<StoredRecord>(strayRows, [next]) : [];
  return { strays, rows: await tx.rows<StoredRecord>(unsealed, [from, until]), until };
}

type Leaf = { id: string; occurredAt: string; hash: Buffer; isAuthentic: boolean };

function toLeaf(row: StoredRecord, macs: readonly Buffer[]): Leaf {
  const event = toStored(row);
  const { id, occurredAt } = event.record;
  const hash = leafHash(leafText(event));
  return { id, occurredAt, hash, isAuthentic: hasValidMac(event.record, event.mac, macs) };
}

/**
 * An id has one place in the tree: of rows that share one, the row of the product is sealed. The others stay outside, where
 * the verifier finds them.
 */
function oneAnId(leaves: Leaf[]): Leaf[] {
  const byId = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const other = byId.get(leaf.id);
    if (!other || (leaf.isAuthentic && !other.isAuthentic)) byId.set(leaf.id, leaf);
  }
  return [...byId.values()];
}

/** What a leaf's hash is made of: the whole row, with its MAC, without which a hash could be guessed at. */
export const leafText = ({ record, mac, transactionId }: StoredEvent): string =>
  canonicalText({ ...record, mac: mac?.toString('hex'), transactionId });

/**
 * The text that a leaf is the hash of; undefined where it is the hash of none that this row can have. Leaves of earlier releases
 * say nothing of the transaction.
 */
export function sealedText(event: StoredEvent, isSealed: (hash: Buffer) => boolean): string | undefined {
  const texts = [
    () => leafText(event),
    () => leafText({ ...event, transactionId: null }),
    () => earlierText({ ...event.record, mac: event.mac?.toString('hex') }),
  ];
  for (const textOf of texts) {
    const text = textOf();
    if (isSealed(leafHash(text))) return text;
  }
  return undefined;
}

async function storeLeaves(tx: Transaction, tree: GrowingTree, leaves: Leaf[]): Promise<void> {
  const first = tree.size;
  const kept = leaves.flatMap(({ hash }) => tree.append(hash)).filter(isKept);
  await tx.rows(addLeaves, [
    leaves.map((_, n) => first + n),
    leaves.map(({ id }) => id),
    leaves.map(({ occurredAt }) => occurredAt),
    leaves.map(({ hash }) => hash),
  ]);
  if (kept.length > 0) await tx.rows(addNodes, columnsOf(kept));
}

const columnsOf = (nodes: Subtree[]) => [
  nodes.map(({ level }) => level),
  nodes.map(({ number }) => number),
  nodes.map(({ hash }) => hash),
];
