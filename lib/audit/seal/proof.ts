import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';
import { rootIn, unauthenticIn } from './checkpoint';
import type { AuditSigner } from './keys';
import { hasValidMac } from './mac';
import { readMacs } from './macs';
import { emptyRoot, keptLevels, nodeHash, proofRanges, type Range, rootFromProof, splitOf } from './merkle';
import { sealedText } from './seal';
import { type StoredRecord, storedColumns, toStored } from './stored';

/** What is asked for: by id, by student, or by time (UTC, `until` not included). */
export type ProofQuery = { recordId?: string; studentId?: string; from?: string; until?: string };

/** Sealed events with the proof that each is in the tree of the checkpoint; hashes in hex, lowest first. */
export type ProofBundle = {
  checkpoint: string;
  entries: { position: number; leaf: string; proof: string[] }[];
  /** Ids of events that match and are left out, because they were written past the product. */
  leftOut: string[];
};

const mostEntries = 10_000;

const newest = statement(
  'audit.newest-checkpoint',
  'SELECT size, note FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1',
);
const wanted = statement(
  'audit.records-to-prove',
  `SELECT l.position, ${storedColumns('a')} FROM audit_log a JOIN audit_leaves l ON l.record_id = a.id
   WHERE ($1::uuid IS NULL OR a.id = $1) AND ($2::uuid IS NULL OR a.student_id = $2)
     AND ($3::timestamptz IS NULL OR a.occurred_at >= $3) AND ($4::timestamptz IS NULL OR a.occurred_at < $4)
   ORDER BY l.position LIMIT $5`,
);
const storedHashes = statement(
  'audit.stored-hashes',
  `SELECT w.level, w.number, encode(coalesce(l.hash, n.hash), 'hex') AS hash
   FROM unnest($1::int[], $2::bigint[]) w (level, number)
   LEFT JOIN audit_leaves l ON w.level = 0 AND l.position = w.number
   LEFT JOIN audit_nodes n ON w.level > 0 AND n.level = w.level AND n.number = w.number`,
);

/**
 * The sealed events that match, each with an inclusion proof against the newest checkpoint.
 *
 * @throws Refusal when nothing is sealed, nothing matches, or more than 10,000 events do; Error naming the event that is not
 * what was sealed: a proof that outsiders refuse would only make honest events look forged. A forged event gets no proof
 *
 * @param own the product's own keys, by which it knows what is forged beyond the hundred that a checkpoint names
 */
export async function proveRecords(
  tx: Transaction,
  query: ProofQuery,
  own: readonly AuditSigner[],
): Promise<ProofBundle> {
  const [checkpoint] = await tx.rows<{ size: number; note: string }>(newest);
  if (!checkpoint) throw new Refusal('conflict', 'Nothing is sealed yet: the worker does it within seconds.');
  const { recordId = null, studentId = null, from = null, until = null } = query;
  const matching = await tx.rows<StoredRecord & { position: number }>(wanted, [
    recordId,
    studentId,
    from,
    until,
    mostEntries + 1,
  ]);
  if (matching.length === 0) throw new Refusal('not-found', 'No sealed event matches.');
  if (matching.length > mostEntries)
    throw new Refusal('too-large', 'More than 10,000 events match: ask for a shorter time.');
  const macs = await readMacs(tx, own);
  const forged = new Set(unauthenticIn(checkpoint.note));
  const rows = matching.filter(({ id }) => !forged.has(id ?? ''));
  const root = rootIn(checkpoint.note) ?? emptyRoot();
  const tree = { start: 0, end: checkpoint.size };
  const paths = rows.map(({ position }) => proofRanges(position, tree));
  const hashOf = await readHashes(tx, paths.flat());
  const entries = rows.flatMap((row, n) => {
    const event = toStored(row);
    const { record, mac } = event;
    const proof = (paths[n] ?? []).map(hashOf);
    const leaf = sealedText(event, (hash) =>
      Boolean(rootFromProof(hash, row.position, checkpoint.size, proof)?.equals(root)),
    );
    if (leaf === undefined)
      throw new Error(`The event ${row.id} is not what was sealed, or the tree is not: verify the trail.`);
    // A checkpoint names the first hundred of them.
    if (row.position >= macs.from && !hasValidMac(record, mac, macs.keys)) {
      forged.add(record.id);
      return [];
    }
    return { position: row.position, leaf, proof: proof.map((hash) => hash.toString('hex')) };
  });
  return {
    checkpoint: checkpoint.note,
    entries,
    leftOut: matching.flatMap(({ id }) => (id !== null && forged.has(id) ? [id] : [])),
  };
}

const name = ({ start, end }: Range) => `${start}-${end}`;

/** What a range is made of: its own root where that is stored, else its two halves. */
function isStored({ start, end }: Range): boolean {
  const level = Math.log2(end - start);
  return Number.isInteger(level) && level % keptLevels === 0 && start % (end - start) === 0;
}

function halves({ start, end }: Range): [Range, Range] {
  const middle = start + splitOf(end - start);
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}

const storedParts = (range: Range): Range[] =>
  isStored(range) ? [range] : halves(range).flatMap(storedParts);

/** Reads all that some ranges are made of in one round trip, and answers with the root of each. */
async function readHashes(tx: Transaction, ranges: Range[]): Promise<(range: Range) => Buffer> {
  const distinct = new Map(ranges.map((range) => [name(range), range]));
  const parts = [
    ...new Map([...distinct.values()].flatMap(storedParts).map((part) => [name(part), part])).values(),
  ];
  const rows = await tx.rows<{ level: number; number: number; hash: string | null }>(storedHashes, [
    parts.map(({ start, end }) => Math.log2(end - start)),
    parts.map(({ start, end }) => start / (end - start)),
  ]);
  const hashes = new Map<string, Buffer>();
  for (const { level, number, hash } of rows) {
    if (hash === null) throw new Error('A hash of the tree is missing: verify the trail.');
    hashes.set(
      name({ start: number * 2 ** level, end: (number + 1) * 2 ** level }),
      Buffer.from(hash, 'hex'),
    );
  }
  const rootOf = (range: Range): Buffer => {
    const known = hashes.get(name(range));
    if (known) return known;
    const [left, right] = halves(range);
    const root = nodeHash(rootOf(left), rootOf(right));
    hashes.set(name(range), root);
    return root;
  };
  return rootOf;
}
