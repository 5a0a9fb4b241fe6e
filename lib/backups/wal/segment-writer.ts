import { randomBytes } from 'node:crypto';
import { Sealer } from '../seal/frames';
import type { GrowingFile } from '../storage/storage';
import type { Vault } from '../vault';
import { coverBytes, storeSegment } from './archive';

/** Content of one frame of a growing segment. */
const most = 128 * 1024;

/**
 * Writes one segment of the log as it arrives: what is flushed is in the vault at once, in a file that grows; once the
 * segment is complete it is kept whole, compressed, and the growing files go.
 */
export class SegmentWriter {
  /** Bytes that are in the vault. */
  flushed = 0;
  #written = 0;
  readonly #content: Buffer;
  readonly #vault: Vault;
  readonly #name: string;
  readonly #file: GrowingFile;
  readonly #sealer: Sealer;

  private constructor(vault: Vault, name: string, content: Buffer, file: GrowingFile, sealer: Sealer) {
    this.#vault = vault;
    this.#name = name;
    this.#content = content;
    this.#file = file;
    this.#sealer = sealer;
  }

  /** Begins at the segment's first byte, also after a restart: files of earlier tries stay until it is complete. */
  static async open(vault: Vault, name: string, segmentBytes: number): Promise<SegmentWriter> {
    const growing = `${name}.${randomBytes(4).toString('hex')}.growing`;
    const sealer = new Sealer(vault.key, growing);
    const file = await vault.storage.grow(growing);
    await file.append(sealer.head).catch(async (error: unknown) => {
      // A full disk: one empty file more with each try.
      await file.close();
      await vault.storage.remove(growing);
      throw error;
    });
    return new SegmentWriter(vault, name, Buffer.alloc(segmentBytes), file, sealer);
  }

  get room(): number {
    return this.#content.length - this.#written;
  }

  get waiting(): number {
    return this.#written - this.flushed;
  }

  write(bytes: Buffer): void {
    bytes.copy(this.#content, this.#written);
    this.#written += bytes.length;
  }

  /** @param until what the log covers by now, ISO; null for unknown */
  async flush(until: string | null): Promise<void> {
    const cover = Buffer.alloc(coverBytes);
    cover.writeBigUInt64BE(BigInt(until ? Date.parse(until) : 0));
    const frames: Buffer[] = [];
    do {
      const piece = this.#content.subarray(this.flushed, Math.min(this.#written, this.flushed + most));
      frames.push(this.#sealer.frame(Buffer.concat([cover, piece]), false));
      this.flushed += piece.length;
    } while (this.waiting > 0);
    await this.#file.append(Buffer.concat(frames));
  }

  /** For a segment that has no room left. */
  async finish(until: string | null): Promise<void> {
    await storeSegment(this.#vault, this.#name, { content: this.#content, until });
    await this.close();
    const { storage } = this.#vault;
    for (const { name } of await storage.list(`${this.#name}.`)) await storage.remove(name);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
