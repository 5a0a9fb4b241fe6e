import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, writeCheckpoint } from './checkpoint';
import { type AuditSigner, auditKeys, writeVerifier } from './keys';
import { readCheckpoints, trustedWith } from './read-checkpoints';

const signer = (n: number) => auditKeys(Buffer.alloc(32, n).toString('base64'), []);
const [first, second, third, stranger] = [signer(1), signer(2), signer(3), signer(9)];

type Step = { by: AuditSigner; before?: AuditSigner };

/** A trail of notes, one after the other. */
function trail(steps: Step[]): string[] {
  const notes: string[] = [];
  for (const { by, before } of steps) {
    const last = notes.at(-1);
    const checkpoint = {
      origin: 'syllabase/test',
      size: notes.length + 1,
      root: randomBytes(32),
      previous: last ? digestOf(last) : '',
      sealedAt: '2026-03-02T10:00:00.000Z',
      unauthentic: [],
    };
    notes.push(writeCheckpoint(checkpoint, by, before));
  }
  return notes;
}

const twice = trail([
  { by: first },
  { by: first },
  { by: second, before: first },
  { by: second },
  { by: third, before: second },
  { by: third },
]);
const believed = (notes: string[], trusted: AuditSigner) =>
  readCheckpoints(notes, trusted.verifier).map((checkpoint) => checkpoint !== null);

describe('checkpoints of several keys', () => {
  it('are all believed by whoever trusts one of the keys', () => {
    for (const trusted of [first, second, third]) {
      expect(believed(twice, trusted)).toEqual(Array(6).fill(true));
      expect(trustedWith(twice, trusted.verifier).map(writeVerifier).sort()).toEqual(
        [first, second, third].map(({ verifier }) => writeVerifier(verifier)).sort(),
      );
    }
    expect(believed(twice, stranger)).toEqual(Array(6).fill(false));
    expect(readCheckpoints(twice, first.verifier)[2]).toMatchObject({
      handover: { from: writeVerifier(first.verifier), to: writeVerifier(second.verifier) },
    });
  });

  it('of one key are believed by that key alone, the same as ever', () => {
    const notes = trail([{ by: first }, { by: first }]);
    expect(believed(notes, first)).toEqual([true, true]);
    expect(believed(notes, second)).toEqual([false, false]);
    expect(trustedWith(notes, first.verifier)).toEqual([first.verifier]);
    expect(readCheckpoints([], first.verifier)).toEqual([]);
  });

  it('of an older key are not believed after it was replaced, nor of a newer one before', () => {
    const notes = trail([
      { by: first },
      { by: second },
      { by: second, before: first },
      { by: first },
      { by: second },
    ]);
    expect(believed(notes, first)).toEqual([true, false, true, false, true]);
    expect(believed(notes, second)).toEqual([true, false, true, false, true]);
  });

  it('of a key that nobody handed over to are not believed', () => {
    const honest = trail([{ by: first }, { by: first }]);
    const claimed = writeCheckpoint(
      {
        origin: 'syllabase/test',
        size: 3,
        root: randomBytes(32),
        previous: digestOf(honest[1] ?? ''),
        sealedAt: '2026-03-02T10:00:00.000Z',
        unauthentic: [],
      },
      stranger,
      { ...stranger, verifier: first.verifier },
    );
    const notes = [...honest, claimed, ...trail([{ by: stranger }])];
    expect(believed(notes, first)).toEqual([true, true, false, false]);
    expect(believed(notes, stranger)).toEqual([false, false, true, true]);
    expect(trustedWith(notes, first.verifier)).toEqual([first.verifier]);
  });
});
