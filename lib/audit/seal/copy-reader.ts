import { digestOf, readCheckpoint } from './checkpoint';
import type { CheckpointCopy } from './copies';
import type { Verifier } from './keys';

export type CopiedRecord = { position: number; id: string; hash: Buffer };
export type CopiedState = { size: number; digest: string; sealedAt: string; firstId: string | null };

/** Reads copies of checkpoints row by row, in step with the tree. */
export class CopyReader {
  /** The checkpoints read so far. */
  readonly states: CopiedState[] = [];
  /** What is wrong with the copy itself; reading ends there. */
  fault: string | null = null;
  readonly #records: AsyncIterator<CopiedRecord>;

  constructor(copies: AsyncIterable<CheckpointCopy>, verifier: Verifier) {
    this.#records = this.#read(copies, verifier);
  }

  get covered(): number {
    return this.states.at(-1)?.size ?? 0;
  }

  /** The next row; null where the copy ends. */
  async next(): Promise<CopiedRecord | null> {
    const { value, done } = await this.#records.next();
    return done ? null : value;
  }

  async *#read(copies: AsyncIterable<CheckpointCopy>, verifier: Verifier): AsyncGenerator<CopiedRecord> {
    let previous = '';
    for await (const { note, from, records } of copies) {
      const checkpoint = readCheckpoint(note, verifier);
      const follows = checkpoint?.previous === previous && from === this.covered;
      if (!checkpoint || !follows || checkpoint.size !== from + records.length) {
        this.fault = `the checkpoint after row ${this.covered} of the copy is damaged, or is not signed with this key`;
        return;
      }
      previous = digestOf(note);
      const { size, sealedAt } = checkpoint;
      this.states.push({ size, digest: previous, sealedAt, firstId: records[0]?.[0] ?? null });
      for (const [n, [id, hash]] of records.entries())
        yield { position: from + n, id, hash: Buffer.from(hash, 'hex') };
    }
  }
}
