import { type Checkpoint, digestOf, readCheckpoint } from './checkpoint';
import type { CheckpointCopy } from './copies';
import { readVerifier, type Verifier } from './keys';
import { GrowingTree } from './merkle';

export type CopiedRecord = { position: number; id: string; hash: Buffer };
export type CopiedState = { size: number; digest: string; sealedAt: string; firstId: string | null };

/** Reads copies of checkpoints row by row, in step with the tree. */
export class CopyReader {
  /** The checkpoints read so far. */
  readonly states: CopiedState[] = [];
  /** What is wrong with the copy itself; reading ends there. */
  fault: string | null = null;
  readonly #records: AsyncIterator<CopiedRecord>;
  readonly #trusted: Verifier[];
  #peeked: CopiedRecord | null = null;

  /** @param trusted keys that sign checkpoints; whom one of them hands over to is trusted as well */
  constructor(copies: AsyncIterable<CheckpointCopy>, trusted: readonly Verifier[]) {
    this.#trusted = [...trusted];
    this.#records = this.#read(copies);
  }

  get covered(): number {
    return this.states.at(-1)?.size ?? 0;
  }

  /** The next row; null where the copy ends. */
  async next(): Promise<CopiedRecord | null> {
    const next = await this.peek();
    this.#peeked = null;
    return next;
  }

  /** The next row, which stays the next one. */
  async peek(): Promise<CopiedRecord | null> {
    if (this.#peeked) return this.#peeked;
    const { value, done } = await this.#records.next();
    this.#peeked = done ? null : value;
    return this.#peeked;
  }

  #readNote(note: string): Checkpoint | null {
    for (const verifier of this.#trusted) {
      const checkpoint = readCheckpoint(note, verifier);
      if (checkpoint?.handover) this.#trusted.push(readVerifier(checkpoint.handover.to));
      if (checkpoint) return checkpoint;
    }
    return null;
  }

  async *#read(copies: AsyncIterable<CheckpointCopy>): AsyncGenerator<CopiedRecord> {
    let previous = '';
    const read = new Set<string>();
    const tree = new GrowingTree();
    for await (const { note, from, records } of copies) {
      const digest = digestOf(note);
      // Two processes at once used to write a line twice.
      if (read.has(digest)) continue;
      const checkpoint = this.#readNote(note);
      const follows = checkpoint?.previous === previous && from === this.covered;
      if (!checkpoint || !follows || checkpoint.size !== from + records.length) {
        this.fault = `the checkpoint after row ${this.covered} of the copy is damaged, or is not signed with this key`;
        return;
      }
      const copied = records.map(([id, hash], n) => ({
        position: from + n,
        id,
        hash: Buffer.from(hash, 'hex'),
      }));
      for (const { hash } of copied) tree.append(hash);
      // Held against the signature before anything is held against them: a damaged copy accuses nobody.
      if (!tree.root().equals(checkpoint.root)) {
        this.fault = `the rows after row ${this.covered} of the copy are not those that its checkpoint signs: the copy is damaged from there on`;
        return;
      }
      previous = digest;
      read.add(digest);
      const { size, sealedAt } = checkpoint;
      this.states.push({ size, digest: previous, sealedAt, firstId: records[0]?.[0] ?? null });
      yield* copied;
    }
  }
}
