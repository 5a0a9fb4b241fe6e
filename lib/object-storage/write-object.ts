import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { statusOf } from './client';
import { ObjectTaken } from './errors';

/** With ten thousand parts at most, an object has up to 160 GB; two parts are on their way while a third is filled. */
const partBytes = 16 * 1024 * 1024;
const partsAtOnce = 2;

type Target = { bucket: string; key: string };

/**
 * Writes an object that must not be there yet: whole, or not at all. Whatever goes wrong in `content` is passed on as it
 * is, what goes wrong at the service in the words of `told`.
 *
 * @returns bytes written
 * @throws ObjectTaken when there is one already
 */
export async function writeObject(
  client: S3Client,
  { bucket, key }: Target,
  content: AsyncIterable<Buffer>,
  told: (error: unknown) => Error,
): Promise<number> {
  const mark = randomUUID();
  const source = new Source(content);
  const body = Readable.from(source.pieces());
  const upload = new Upload({
    client,
    partSize: partBytes,
    queueSize: partsAtOnce,
    leavePartsOnError: false,
    params: {
      Bucket: bucket,
      Key: key,
      Body: body,
      IfNoneMatch: '*',
      Metadata: { [markName]: mark },
    },
  });
  try {
    await upload.done();
  } catch (error) {
    if (source.fault) throw source.fault.error;
    if (!isRefused(error)) throw told(error);
    const found = await readMark(client, { bucket, key }).catch((fault: unknown) => {
      throw statusOf(fault) === 404 ? told(error) : told(fault);
    });
    if (found !== mark) throw new ObjectTaken(`There is an object ${key} already.`);
  } finally {
    // Lets go of the source, where it was not read to its end.
    body.destroy();
  }
  return source.bytes;
}

/** What tells this writing of an object from any other. */
const markName = 'syllabase-write';

/**
 * The name is taken, or the upload is over. Both are also what a second try is told after the answer to the first one,
 * which had been carried out, was lost.
 */
const isRefused = (error: unknown) => [404, 412].includes(statusOf(error) ?? 0);

async function readMark(client: S3Client, { bucket, key }: Target): Promise<string | undefined> {
  const { Metadata } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return Metadata?.[markName];
}

/** Content on its way, counted. */
class Source {
  bytes = 0;
  fault: { error: unknown } | null = null;

  constructor(private readonly content: AsyncIterable<Buffer>) {}

  async *pieces(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of this.content) {
        this.bytes += piece.length;
        yield piece;
      }
    } catch (error) {
      this.fault = { error };
      throw error;
    }
  }
}
