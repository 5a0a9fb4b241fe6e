import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

type Wanted = {
  bucket: string;
  key: string;
  /** Only so many bytes from the beginning. */
  first?: number;
};

/** Interruptions in a row without a byte in between. */
const mostInterruptions = 4;
const pause = 250;

/**
 * The content of an object as it arrives. Where the connection breaks it goes on from the byte it had come to, and only
 * with the very same object.
 */
export async function* readObject(client: S3Client, { bucket, key, first }: Wanted): AsyncGenerator<Buffer> {
  let at = 0;
  let end = first ?? Number.POSITIVE_INFINITY;
  let tag: string | undefined;
  for (let interruptions = 0; at < end; ) {
    const range =
      at > 0 || first !== undefined ? `bytes=${at}-${first === undefined ? '' : first - 1}` : undefined;
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: range, IfMatch: tag }),
    );
    tag ??= answer.ETag;
    end = Math.min(end, at + (answer.ContentLength ?? 0));
    const body = answer.Body as Readable;
    let broken: unknown = null;
    const tell = (error: unknown) => {
      broken = error;
    };
    try {
      for await (const piece of untilBroken(body, tell)) {
        at += piece.length;
        interruptions = 0;
        yield piece;
      }
    } finally {
      body.destroy();
    }
    if (at >= end) return;
    interruptions += 1;
    if (interruptions > mostInterruptions) throw broken ?? new Error('the connection broke again and again');
    await sleep(pause * interruptions);
  }
}

/** Ends where the stream breaks, and tells why: what has arrived by then is used. */
async function* untilBroken(body: Readable, tell: (error: unknown) => void): AsyncGenerator<Buffer> {
  try {
    for await (const piece of body) yield piece as Buffer;
  } catch (error) {
    tell(error);
  }
}
