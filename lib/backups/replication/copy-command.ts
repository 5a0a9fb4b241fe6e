import type pg from 'pg';

/** Bytes that wait for the reader before the server is made to wait. */
const enough = 1024 * 1024;

/**
 * A command of the replication protocol that answers with rows and then with a stream of messages. Reading slowly makes
 * the server wait; what is held stays within about a megabyte.
 */
export class CopyCommand implements pg.Submittable {
  /** Rows of all results so far, as text. */
  readonly rows: (string | null)[][] = [];
  readonly #text: string;
  #connection: pg.Connection | undefined;
  #waiting: Buffer[] = [];
  #bytes = 0;
  #ended = false;
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether messages are there to be read without waiting. */
  get hasMore(): boolean {
    return this.#waiting.length > 0;
  }

  async *messages(): AsyncGenerator<Buffer> {
    for (;;) {
      const message = this.#take();
      if (message) {
        yield message;
        continue;
      }
      if (this.#error) throw this.#error;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends a message of ours into the stream. */
  send(payload: Buffer): void {
    const head = Buffer.alloc(5);
    head.write('d');
    head.writeUInt32BE(payload.length + 4, 1);
    this.#connection?.stream.write(Buffer.concat([head, payload]));
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleRowDescription(): void {}

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.rows.push(fields);
  }

  /** The driver hands out slices of a buffer that it fills again: they are copied. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#waiting.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes > enough) this.#connection?.stream.pause();
    this.#wake();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#ended = true;
    this.#wake();
  }

  handleError(error: Error): void {
    this.#error ??= error;
    this.#wake();
  }

  #take(): Buffer | undefined {
    const message = this.#waiting.shift();
    this.#bytes -= message?.length ?? 0;
    if (this.#bytes <= enough && this.#connection?.stream.isPaused()) this.#connection.stream.resume();
    return message;
  }
}
