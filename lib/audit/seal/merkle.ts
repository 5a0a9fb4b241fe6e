import { createHash } from 'node:crypto';

/** The Merkle tree of RFC 6962, section 2.1: hashes are SHA-256, leaves and nodes are told apart by their first byte. */
const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const leafHash = (content: string | Uint8Array): Buffer =>
  sha256(leafPrefix, typeof content === 'string' ? Buffer.from(content) : content);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodePrefix, left, right);
export const emptyRoot = (): Buffer => sha256();

/** A complete subtree: the `number`-th of those with 2^`level` leaves. */
export type Subtree = { level: number; number: number; hash: Buffer };

/** Roots are kept of subtrees this many levels apart, so that a proof reads hundreds of hashes and not all. */
export const keptLevels = 8;

export const isKept = ({ level }: Pick<Subtree, 'level'>): boolean => level > 0 && level % keptLevels === 0;

/**
 * A tree that only grows: of its leaves it keeps the roots of the complete subtrees, one a set bit of its size, so it
 * goes on from a stored state without reading what is already in it.
 */
export class GrowingTree {
  #size: number;
  readonly #peaks: Buffer[];

  constructor(size = 0, peaks: readonly Buffer[] = []) {
    if (bitsOf(size) !== peaks.length) throw new Error(`a tree of ${size} has not ${peaks.length} peaks`);
    this.#size = size;
    this.#peaks = [...peaks];
  }

  get size(): number {
    return this.#size;
  }

  /** Largest subtree first. */
  get peaks(): readonly Buffer[] {
    return this.#peaks;
  }

  /** @returns the subtrees that the leaf has completed, itself first */
  append(leaf: Buffer): Subtree[] {
    const completed: Subtree[] = [{ level: 0, number: this.#size, hash: leaf }];
    let hash = leaf;
    for (let level = 1, rest = this.#size; rest % 2 === 1; level += 1, rest = (rest - 1) / 2) {
      const left = this.#peaks.pop();
      if (!left) throw new Error('the tree has lost a peak');
      hash = nodeHash(left, hash);
      completed.push({ level, number: (rest - 1) / 2, hash });
    }
    this.#peaks.push(hash);
    this.#size += 1;
    return completed;
  }

  root(): Buffer {
    const [last, ...others] = [...this.#peaks].reverse();
    return last ? others.reduce((right, left) => nodeHash(left, right), last) : emptyRoot();
  }
}

const hashLength = 32;

/** Hashes that stand one after the other. */
export const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / hashLength) }, (_, n) =>
    bytes.subarray(n * hashLength, (n + 1) * hashLength),
  );

const bitsOf = (size: number): number => size.toString(2).replaceAll('0', '').length;

/** Largest power of two below `size`: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Leaves from `start` up to, not including, `end`. */
export type Range = { start: number; end: number };

/** The subtrees whose roots prove that leaf `index` is in a tree of `size` leaves, lowest first (RFC 6962, 2.1.1). */
export function proofRanges(index: number, { start, end }: Range): Range[] {
  if (end - start <= 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...proofRanges(index, { start, end: middle }), { start: middle, end }]
    : [...proofRanges(index, { start: middle, end }), { start, end: middle }];
}

/** The root that a leaf and its proof lead to; null for a proof of the wrong length. */
export function rootFromProof(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | null {
  const rest = [...proof];
  const climb = (range: Range): Buffer | null => {
    if (range.end - range.start === 1) return leaf;
    const middle = range.start + splitOf(range.end - range.start);
    const isLeft = index < middle;
    const own = climb(isLeft ? { start: range.start, end: middle } : { start: middle, end: range.end });
    const other = rest.shift();
    if (!own || !other) return null;
    return isLeft ? nodeHash(own, other) : nodeHash(other, own);
  };
  const root = size > 0 && index < size ? climb({ start: 0, end: size }) : null;
  return rest.length === 0 ? root : null;
}
