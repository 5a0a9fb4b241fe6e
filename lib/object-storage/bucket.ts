import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { openClient, type Patience, toldFault } from './client';
import { ObjectMissing } from './errors';
import { readObject } from './read-object';
import { parseBucketAddress, type S3Settings, s3Settings } from './settings';
import { writeObject } from './write-object';

export type StoredObject = { key: string; bytes: number; changedAt: string };

/** Removals under way at a time. Each is a call of its own, because not every service knows how to remove many by one. */
const atOnce = 8;

/**
 * A folder of a bucket. Keys are relative to it. An object appears whole or not at all and is never replaced.
 *
 * Every call throws StorageFault, in words for people, when the service does not do what it should.
 */
export class Bucket {
  /** For people: `s3://bucket/folder at HOST`. */
  readonly place: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #folder: string;

  /** @param address `s3://bucket/folder` */
  constructor(address: string, settings: S3Settings = s3Settings(), patience?: Patience) {
    const { bucket, folder } = parseBucketAddress(address);
    const host = settings.endpoint === null ? settings.region : new URL(settings.endpoint).host;
    this.place = `s3://${bucket}/${folder} at ${host}`;
    this.#client = openClient(settings, patience);
    this.#bucket = bucket;
    this.#folder = folder;
  }

  /** @returns bytes written. @throws ObjectTaken when there is one already; whatever `content` throws */
  put(key: string, content: AsyncIterable<Buffer>): Promise<number> {
    return writeObject(this.#client, this.#at(key), content, (error) => this.#told(`writing ${key}`, error));
  }

  /**
   * @param first only so many bytes from the beginning
   * @throws ObjectMissing
   */
  async *get(key: string, first?: number): AsyncGenerator<Buffer> {
    try {
      yield* readObject(this.#client, { ...this.#at(key), first });
    } catch (error) {
      if (isNoSuchKey(error)) throw new ObjectMissing(`There is no object ${key}.`);
      throw this.#told(`reading ${key}`, error);
    }
  }

  /**
   * Objects whose keys begin with `prefix` and come after `after`, by key.
   *
   * @param page how many are asked for at a time, for whoever wants few
   */
  async *list(
    prefix: string,
    { after, page }: { after?: string; page?: number } = {},
  ): AsyncGenerator<StoredObject> {
    const from = after === undefined ? undefined : this.#folder + after;
    const query = { Prefix: this.#folder + prefix, StartAfter: from };
    for await (const { Contents = [] } of this.#pages(query, page)) {
      for (const { Key = '', Size = 0, LastModified } of Contents)
        yield {
          key: Key.slice(this.#folder.length),
          bytes: Size,
          changedAt: (LastModified ?? new Date(0)).toISOString(),
        };
    }
  }

  /** Names of the folders right below `prefix`, which is empty or ends with a slash. */
  async folders(prefix: string): Promise<string[]> {
    const whole = this.#folder + prefix;
    const found: string[] = [];
    for await (const { CommonPrefixes = [] } of this.#pages({ Prefix: whole, Delimiter: '/' }))
      found.push(...CommonPrefixes.map(({ Prefix = '' }) => Prefix.slice(whole.length, -1)));
    return found;
  }

  /** What is gone already is no error. */
  async remove(keys: string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += atOnce)
      await Promise.all(keys.slice(at, at + atOnce).map((key) => this.#removeOne(key)));
  }

  /** Ends uploads that killed writers left and that began before `olderThan` (milliseconds). @returns how many */
  async abandonUploads(prefix: string, olderThan: number): Promise<number> {
    const left: { Key?: string; UploadId?: string }[] = [];
    let next: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
    while (next) {
      const page: ListMultipartUploadsCommandOutput = await this.#try('listing uploads', () =>
        this.#client.send(
          new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: this.#folder + prefix, ...next }),
        ),
      );
      const old = (page.Uploads ?? []).filter(({ Initiated }) => (Initiated?.getTime() ?? 0) < olderThan);
      left.push(...old);
      next = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : null;
    }
    for (const { Key, UploadId } of left)
      await this.#try('ending an upload', () =>
        this.#client.send(new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key, UploadId })),
      );
    return left.length;
  }

  async *#pages(query: { Prefix: string; Delimiter?: string; StartAfter?: string }, pageSize?: number) {
    try {
      yield* paginateListObjectsV2({ client: this.#client, pageSize }, { Bucket: this.#bucket, ...query });
    } catch (error) {
      throw this.#told('listing', error);
    }
  }

  async #removeOne(key: string): Promise<void> {
    const { bucket: Bucket, key: Key } = this.#at(key);
    await this.#try(`removing ${key}`, () => this.#client.send(new DeleteObjectCommand({ Bucket, Key })));
  }

  #at = (key: string) => ({ bucket: this.#bucket, key: this.#folder + key });

  #told = (doing: string, error: unknown) => toldFault(this.place, doing, error);

  async #try<T>(doing: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw this.#told(doing, error);
    }
  }
}

const isNoSuchKey = (error: unknown) => error instanceof Error && error.name === 'NoSuchKey';
