import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Finding } from './findings';
import type { Subtree } from './merkle';

const keptNodes = statement(
  'audit.kept-nodes',
  `SELECT level, number, encode(hash, 'hex') AS hash, (number + 1) * 2 ^ level > s.size AS "isAhead"
   FROM public.audit_nodes, (SELECT coalesce(max(size), 0) AS size FROM public.audit_checkpoints) s ORDER BY level, number`,
);

/** `isAhead`: of rows that no checkpoint covers; with it in the way the sealer cannot go on. */
type StoredNode = { level: number; number: number; hash: string | null; isAhead: boolean };

const nameOf = ({ level, number }: { level: number; number: number }) => `${level}/${number}`;

/**
 * Holds the kept roots of subtrees, which proofs are made of, against those that the leaves give.
 *
 * @param computed of the tree as it was signed
 * @param size leaves in it that a signature confirms; what is kept beyond may have been sealed since, or be of leaves that are not known
 */
export async function judgeNodes(
  tx: Transaction,
  computed: readonly Subtree[],
  size: number,
): Promise<Finding[]> {
  const stored = await tx.rows<StoredNode>(keptNodes);
  const hashes = new Map(stored.map((node) => [nameOf(node), node.hash]));
  const wrong = computed.filter((node) => hashes.get(nameOf(node)) !== node.hash.toString('hex'));
  const known = new Set(computed.map(nameOf));
  const invented = stored.filter(
    (node) => !known.has(nameOf(node)) && (node.isAhead || (node.number + 1) * 2 ** node.level <= size),
  );
  return [...wrong, ...invented].map((node) => ({
    kind: 'resealed',
    position: Math.max(0, node.number * 2 ** node.level),
    recordId: null,
    at: null,
    rows: 1,
    note: `a root that proofs are made of is not that of its 2^${node.level} rows`,
  }));
}
