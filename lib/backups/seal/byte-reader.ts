/** Reads a stream in pieces of a wanted length, whatever pieces it comes in. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #size = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next `count` bytes; fewer only at the end. */
  async take(count: number): Promise<Buffer> {
    while (this.#size < count && (await this.#more()));
    const whole = this.#held.length === 1 && this.#held[0] ? this.#held[0] : Buffer.concat(this.#held);
    const taken = whole.subarray(0, count);
    this.#held = taken.length < whole.length ? [whole.subarray(count)] : [];
    this.#size = whole.length - taken.length;
    return taken;
  }

  /** The next `count` bytes in the pieces they come in; fewer only at the end. */
  async *pass(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#size === 0 && !(await this.#more())) return;
      const piece = await this.take(Math.min(left, this.#size));
      left -= piece.length;
      yield piece;
    }
  }

  /** Lets go of the source, where it is not read to its end. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#held.push(next.value);
    this.#size += next.value.length;
    return true;
  }
}
