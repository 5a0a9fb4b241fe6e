import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { digestOf, readCheckpoint } from './checkpoint';
import type { CheckpointCopy } from './copies';
import { CopyReader } from './copy-reader';
import type { Finding } from './findings';
import { judgeGaps } from './gaps';
import { judgeNodes } from './kept-nodes';
import type { AuditSigner, Verifier } from './keys';
import { macsOf } from './macs';
import { judgePlaces, judgeTables, replaced, withServersNames } from './own-tables';
import { readCheckpoints, trustedWith } from './read-checkpoints';
import { sealedMomentSql, storedColumns } from './stored';
import { type Beyond, type LeafRow, type SealedState, TrailWalk } from './trail-walk';
import { readStrangers, readWaiting } from './unsealed';

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
  `SELECT size, coalesce(note, '') AS note, horizon,
     CASE WHEN size = (SELECT max(size) FROM public.audit_checkpoints) THEN coalesce(encode(peaks, 'hex'), '') END AS peaks
   FROM public.audit_checkpoints WHERE size > $1 ORDER BY size`,
);
const leafRows = statement(
  'audit.leaves-with-rows',
  `SELECT l.position, l.record_id AS "recordId", ${sealedMomentSql('l.occurred_at')} AS "sealedAt", coalesce(encode(l.hash, 'hex'), '') AS hash,
     ${storedColumns('a')}
   FROM (SELECT * FROM public.audit_leaves WHERE position >= $1 AND position < $2 ORDER BY position LIMIT $3) l
   LEFT JOIN public.audit_log a ON a.occurred_at = l.occurred_at AND a.id = l.record_id ORDER BY l.position`,
);
// In one statement: a leaf and its checkpoint are committed together.
const uncovered = statement(
  'audit.leaves-uncovered',
  `SELECT s.size, (SELECT count(*) FROM public.audit_leaves WHERE position >= s.size)::int AS rows, ARRAY(
     SELECT record_id FROM public.audit_leaves WHERE position < 0 OR position IS NULL ORDER BY position DESC LIMIT 1000) AS before
   FROM (SELECT coalesce(max(size), 0)::bigint AS size FROM public.audit_checkpoints) s`,
);
const partitions = statement(
  'audit.partitions',
  `SELECT replace(substr(c.relname, 11), '_', '-') AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = 'public.audit_log'::regclass`,
);

const namedAtMost = 1_000;
const nextTransaction = 'pg_snapshot_xmax(pg_current_snapshot())::text::bigint';
/** SQL: all but what waits for the next seal, by the horizon $1, so that no row hides behind a transaction that there was not. */
const wasSealed = `$1::bigint BETWEEN 1 AND ${nextTransaction} AND (transaction_id >= $1 AND transaction_id < ${nextTransaction}) IS NOT TRUE`;

/**
 * Names under which people are in what was sealed and that they are not found by (see `audit_actors`). Not after a restore into a server
 * that counts transactions anew, until the next seal: there the horizon does not tell what was sealed.
 */
const lostNames = statement(
  'audit.lost-names',
  `SELECT count(*)::int AS lost FROM (
     SELECT institution_id, actor_id, left(actor_name, 600) FROM public.audit_log
     WHERE ${wasSealed} AND institution_id IS NOT NULL AND actor_id IS NOT NULL AND actor_name IS NOT NULL
     EXCEPT SELECT institution_id, actor_id, actor_name FROM public.audit_actors LIMIT ${namedAtMost}) names`,
);

/** The same of the actions by which events are found (see `audit_actions`). */
const lostActions = statement(
  'audit.lost-actions',
  `SELECT count(*)::int AS lost FROM (
     SELECT left(action, 600) FROM public.audit_log
     WHERE ${wasSealed}
     EXCEPT SELECT action FROM public.audit_actions LIMIT ${namedAtMost}) actions`,
);

const batch = 2_000;

export type TrailVerifier = {
  verifier: Verifier;
  /**
   * What was kept outside, oldest first. Without it, cutting off the tail or putting an older dump in place cannot be
   * seen, and of hashes that were changed together with their rows only the range is known.
   */
  copies?: AsyncIterable<CheckpointCopy>;
  /** Where the checker is the product itself: checks each row's MAC too, those that wait to be sealed included. */
  own?: readonly AuditSigner[];
};

/**
 * Checks every sealed row against the tree, the tree against the signed checkpoints, and those against a copy that was
 * kept elsewhere. Needs the public key alone. Reads the trail once, in the tree's order; the sealer and its copies may go on
 * meanwhile.
 */
export const verifyTrail = (tx: Transaction, how: TrailVerifier): Promise<Verification> =>
  withServersNames(tx, () => verifyOwn(tx, how));

async function verifyOwn(
  tx: Transaction,
  { verifier, copies, own = [] }: TrailVerifier,
): Promise<Verification> {
  const tables = await judgeTables(tx);
  if (!tables.areThere) return nothingToWalk(tables.findings);
  const first = await readSealed(tx, 0, [verifier, ...own.map((signer) => signer.verifier)]);
  const reader = copies && new CopyReader(copies, first.trusted);
  const months = await tx.rows<{ month: string }>(partitions);
  const macs = own.length > 0 ? macsOf(own, first.states) : undefined;
  const walk = new TrailWalk(
    months.map(({ month }) => month),
    reader,
    macs,
  );
  let sealed = first;
  let horizon = 0;
  do {
    horizon = sealed.horizon ?? horizon;
    walk.learn(sealed.states);
    await walkLeaves(tx, walk);
    // What the copy has beyond it may have been sealed since it was read.
    if (sealed.states.length === 0 || !(await walk.isCopyAhead())) break;
    sealed = await readSealed(tx, walk.size, sealed.trusted);
  } while (sealed.states.length > 0);
  const waiting = await judgeWaiting(tx, walk, horizon);
  const [beyond = { size: 0, rows: 0, before: [] }] = await tx.rows<Beyond>(uncovered);
  const others = [
    ...tables.findings,
    ...(await judgeNodes(tx, walk.kept, walk.confirmed)),
    ...(tables.isPartitioned ? await judgePlaces(tx) : []),
  ];
  const ofRows = await walk.finish(await readStrangers(tx, horizon), beyond, others);
  const told = [...ofRows, ...(await judgeGaps(tx, ofRows))];
  // A row that was changed is another name as well: it is told of once, as what it is.
  const findings = told.length > 0 ? told : await judgeNames(tx, horizon);
  return {
    holds: findings.length === 0,
    rows: walk.next,
    checkpoints: walk.checkpoints,
    waiting,
    copied: reader ? reader.covered : null,
    findings,
  };
}

async function judgeNames(tx: Transaction, horizon: number): Promise<Finding[]> {
  const [names] = await tx.rows<{ lost: number }>(lostNames, [horizon]);
  const [actions] = await tx.rows<{ lost: number }>(lostActions, [horizon]);
  return [
    ...lacking('audit_actors', names?.lost, 'names by which people'),
    ...lacking('audit_actions', actions?.lost, 'actions by which events'),
  ];
}

const lacking = (table: string, lost: number | undefined, what: string): Finding[] =>
  lost
    ? [
        replaced(
          `${table} lacks ${lost === namedAtMost ? 'a thousand and more' : lost} of the ${what} are found in the trail`,
        ),
      ]
    : [];

/** Where a table of the trail is gone there is nothing to compare. */
const nothingToWalk = (findings: Finding[]): Verification => ({
  ...{ holds: false, rows: 0, checkpoints: 0, waiting: 0, copied: null },
  findings,
});

type StoredCheckpoint = { size: number; note: string; horizon: number; peaks: string | null };
type Sealed = { states: SealedState[]; horizon: number | undefined; trusted: Verifier[] };

/** The checkpoints above a size, read by the keys that are trusted there. */
async function readSealed(tx: Transaction, above: number, known: Verifier[]): Promise<Sealed> {
  const stored = await tx.rows<StoredCheckpoint>(checkpointRows, [above]);
  const notes = stored.map(({ note }) => note);
  // Right after a change of the master key the newest checkpoint is still of the key before it.
  const signer = known.find((each) => readCheckpoint(notes.at(-1) ?? '', each) !== null) ?? known[0];
  if (!signer) throw new Error('A trail is checked by at least one public key.');
  const checkpoints = readCheckpoints(notes, signer);
  const states = stored.map(({ size, note, peaks }, place) => ({
    size,
    peaks,
    checkpoint: checkpoints[place] ?? null,
    digest: digestOf(note),
  }));
  return { states, horizon: stored.at(-1)?.horizon, trusted: [...trustedWith(notes, signer), ...known] };
}

/** The leaves up to the newest checkpoint that the walk knows of. */
async function walkLeaves(tx: Transaction, walk: TrailWalk): Promise<void> {
  for (let rows: LeafRow[] = []; ; ) {
    rows = await tx.rows<LeafRow>(leafRows, [walk.next, walk.size, batch]);
    for (const row of rows) await walk.step(row);
    if (rows.length < batch) return;
  }
}

async function judgeWaiting(tx: Transaction, walk: TrailWalk, horizon: number): Promise<number> {
  let waiting = 0;
  for await (const rows of readWaiting(tx, horizon)) {
    waiting += rows.length;
    for (const row of rows) walk.judgeWaiting(row);
  }
  return waiting;
}
