import { createHash, type Hash } from 'node:crypto';

const lineEnd = 10;

/** Counts rows and bytes of a table as COPY writes them, and hashes them in their order. */
export class StreamTally {
  rows = 0;
  bytes = 0;
  readonly #hash: Hash = createHash('sha256');

  add(piece: Buffer): void {
    for (let at = piece.indexOf(lineEnd); at >= 0; at = piece.indexOf(lineEnd, at + 1)) this.rows += 1;
    this.bytes += piece.length;
    this.#hash.update(piece);
  }

  /** Ends the tally. @returns SHA-256 in hex */
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/**
 * Adds up hashes of rows, so that two tables with the same rows in any order give the same sum: a table that was filled
 * anew keeps its rows in an order of its own. It tells what was lost or changed by mistake; that nobody changed it on
 * purpose is for the seal to say.
 */
export class RowTally {
  rows = 0;
  #sum = 0n;
  #rest: Buffer = Buffer.alloc(0);

  add(piece: Buffer): void {
    const text = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    let start = 0;
    for (let end = text.indexOf(lineEnd); end >= 0; end = text.indexOf(lineEnd, start)) {
      this.#addRow(text.subarray(start, end));
      start = end + 1;
    }
    this.#rest = text.subarray(start);
  }

  /** The sum in hex. */
  digest(): string {
    return this.#sum.toString(16);
  }

  #addRow(row: Buffer): void {
    const hash = createHash('sha256').update(row).digest();
    this.#sum = BigInt.asUintN(64, this.#sum + hash.readBigUInt64BE());
    this.rows += 1;
  }
}

/** Passes a stream on to a tally and to whoever reads it. */
export async function* tallied(
  source: AsyncIterable<Buffer>,
  ...tallies: { add(piece: Buffer): void }[]
): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    for (const tally of tallies) tally.add(piece);
    yield piece;
  }
}
