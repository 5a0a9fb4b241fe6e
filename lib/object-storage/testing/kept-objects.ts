import { createHash, randomUUID } from 'node:crypto';

export type KeptObject = { body: Buffer; tag: string; changedAt: Date; metadata: Record<string, string> };
export type KeptUpload = {
  key: string;
  begunAt: Date;
  metadata: Record<string, string>;
  parts: Map<number, { body: Buffer; tag: string }>;
};

export const tagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

const leastPartBytes = 5 * 1024 * 1024;

/** What a bucket holds. */
export class KeptObjects {
  readonly objects = new Map<string, KeptObject>();
  readonly uploads = new Map<string, KeptUpload>();

  put(key: string, body: Buffer, metadata: Record<string, string>): string {
    const tag = tagOf(body);
    this.objects.set(key, { body, tag, metadata, changedAt: new Date() });
    return tag;
  }

  begin(key: string, metadata: Record<string, string>): string {
    const id = randomUUID();
    this.uploads.set(id, { key, begunAt: new Date(), metadata, parts: new Map() });
    return id;
  }

  /**
   * @param named parts by number, each with its tag, in the order of the request
   * @returns the object's tag, or the code of the error
   */
  complete(id: string, named: { number: number; tag: string }[]): { tag: string } | { fault: string } {
    const upload = this.uploads.get(id);
    if (!upload) return { fault: 'NoSuchUpload' };
    const bodies: Buffer[] = [];
    for (const [place, { number, tag }] of named.entries()) {
      const part = upload.parts.get(number);
      if (!part || part.tag !== tag) return { fault: 'InvalidPart' };
      if ((named[place - 1]?.number ?? 0) >= number) return { fault: 'InvalidPartOrder' };
      if (place < named.length - 1 && part.body.length < leastPartBytes) return { fault: 'EntityTooSmall' };
      bodies.push(part.body);
    }
    this.uploads.delete(id);
    return { tag: this.put(upload.key, Buffer.concat(bodies), upload.metadata) };
  }

  /** Keys that begin with `prefix`, in order of their bytes. */
  keys(prefix: string): string[] {
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }
}
