import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRoot, GrowingTree, leafHash, nodeHash, proofRanges, rootFromProof, splitOf } from './merkle';

/** The leaves and roots that implementations of Certificate Transparency test themselves with. */
const known: [leaf: string, root: string][] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
];

/** RFC 6962, 2.1, word for word. */
function naiveRoot(leaves: Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, n) => leafHash(`leaf ${n}`));
const grown = (leaves: Buffer[]) => {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree;
};
const sizes = fc.integer({ min: 1, max: 300 });

describe('the tree', () => {
  it('has the roots that others have computed', () => {
    const tree = new GrowingTree();
    expect(tree.root()).toEqual(emptyRoot());
    for (const [leaf, root] of known) {
      tree.append(leafHash(Buffer.from(leaf, 'hex')));
      expect(tree.root().toString('hex')).toBe(root);
    }
  });

  it('is the tree of the standard at any size, also when it goes on from a stored state', () => {
    fc.assert(
      fc.property(sizes, fc.nat(300), (size, stop) => {
        const leaves = leavesOf(size);
        const before = grown(leaves.slice(0, stop));
        const tree = new GrowingTree(before.size, before.peaks);
        for (const leaf of leaves.slice(stop)) tree.append(leaf);
        expect(tree.root()).toEqual(naiveRoot(leaves));
      }),
    );
  });

  it('names every subtree that a leaf completes', () => {
    const leaves = leavesOf(64);
    const completed = grown([]);
    const named = leaves.flatMap((leaf) => completed.append(leaf));
    expect(named).toHaveLength(127);
    for (const { level, number, hash } of named)
      expect(hash).toEqual(naiveRoot(leaves.slice(number * 2 ** level, (number + 1) * 2 ** level)));
  });
});

describe('a proof of inclusion', () => {
  const proofOf = (leaves: Buffer[], index: number) =>
    proofRanges(index, { start: 0, end: leaves.length }).map(({ start, end }) =>
      naiveRoot(leaves.slice(start, end)),
    );

  it('leads from every leaf to the root, and from nothing else', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = leavesOf(size);
        const [index, other] = [a % size, b % size];
        const leaf = leaves[index] ?? Buffer.alloc(0);
        const proof = proofOf(leaves, index);
        const root = naiveRoot(leaves);
        expect(rootFromProof(leaf, index, size, proof)).toEqual(root);
        if (other !== index) {
          expect(rootFromProof(leaf, other, size, proof)).not.toEqual(root);
          expect(rootFromProof(leaves[other] ?? leaf, index, size, proof)).not.toEqual(root);
        }
        expect(rootFromProof(leaf, index, size, [...proof, leaf])).toBeNull();
        expect(rootFromProof(leaf, size, size, proof)).toBeNull();
      }),
    );
  });
});
