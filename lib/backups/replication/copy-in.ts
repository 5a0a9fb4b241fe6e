import type pg from 'pg';

/**
 * Streams what a server asks for with a COPY of its own: rows into a table, or the manifest of a backup.
 *
 * @returns how many rows the server took; NaN where it was no rows
 * @throws whatever the source or the server says; the transaction has failed then
 */
export async function copyInto(
  client: pg.Client,
  text: string,
  source: AsyncIterable<Buffer>,
): Promise<number> {
  const command = client.query(new CopyInCommand(text));
  await command.asked();
  try {
    for await (const piece of source) await command.send(piece);
  } catch (error) {
    command.giveUp();
    throw error;
  }
  return command.finish();
}

const message = (kind: string, payload: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(payload.length + 4, 1);
  return Buffer.concat([head, payload]);
};

/** A COPY … FROM STDIN, or UPLOAD_MANIFEST, in the simple protocol (https://www.postgresql.org/docs/18/protocol-flow.html, COPY operations). */
class CopyInCommand implements pg.Submittable {
  readonly #text: string;
  #connection: pg.Connection | undefined;
  #isAsked = false;
  #hasEnded = false;
  #rows = 0;
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Waits until the server wants rows. */
  async asked(): Promise<void> {
    while (!this.#isAsked && !this.#error) await this.#somethingHappens();
    if (this.#error) throw this.#error;
  }

  /** Sends rows, and waits where the server is behind. */
  async send(rows: Buffer): Promise<void> {
    const stream = this.#connection?.stream;
    if (!this.#error && stream?.write(message('d', rows)) === false) {
      stream.once('drain', () => this.#wake());
      await this.#somethingHappens();
    }
    if (this.#error) throw this.#error;
  }

  /** @returns how many rows the server took */
  async finish(): Promise<number> {
    this.#connection?.stream.write(message('c', Buffer.alloc(0)));
    while (!this.#hasEnded && !this.#error) await this.#somethingHappens();
    if (this.#error) throw this.#error;
    return this.#rows;
  }

  giveUp(): void {
    this.#connection?.stream.write(message('f', Buffer.from('given up\0')));
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleCopyInResponse(): void {
    this.#isAsked = true;
    this.#wake();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(text.split(' ')[1]);
  }

  handleReadyForQuery(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  handleError(error: Error): void {
    this.#error ??= error;
    this.#wake();
  }

  #somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
