import { deserialize, serialize } from 'node:v8';
import { definitionOf } from '../classes';
import type { Entry, EntryAddress } from '../store/entry';
import type { RedisConnection } from './connection';
import { keepScript } from './scripts';
import type { SharedClock } from './shared-clock';

const day = 86_400;
/** What is sent in one moment; more than this waits for a later miss. */
const mostAtOnce = 100;

/** Answers for everybody, shared between instances of one build. */
export class SharedEntries {
  readonly #redis: RedisConnection;
  readonly #clock: SharedClock;
  readonly #prefix: string;
  #sending = 0;

  constructor(redis: RedisConnection, clock: SharedClock, prefix: string) {
    this.#redis = redis;
    this.#clock = clock;
    this.#prefix = prefix;
  }

  /** Null when there is none, when something in it has changed, and when Redis is away. */
  async fetch(address: EntryAddress): Promise<Entry | null> {
    try {
      const bytes = await this.#redis.getBytes(this.#keyOf(address));
      if (!(bytes instanceof Uint8Array)) return null;
      const entry: Entry = deserialize(bytes);
      return this.#clock.isUnchanged(entry.tags, entry.mark) ? entry : null;
    } catch {
      return null;
    }
  }

  keep(address: EntryAddress, entry: Entry): void {
    if (entry.mark.epoch === '' || this.#sending >= mostAtOnce) return;
    this.#sending += 1;
    const toLive = (entry.lifetime === false ? day : 2 * entry.lifetime) * 1000;
    const limit = definitionOf(address.cacheClass).entries;
    const index = `${this.#prefix}index:${address.cacheClass}`;
    const args = [serialize(entry), String(toLive), String(limit), String(Date.now())];
    this.#redis
      .eval(keepScript, [this.#keyOf(address), index], args)
      .catch(() => null)
      .finally(() => {
        this.#sending -= 1;
      });
  }

  #keyOf({ cacheClass, key }: EntryAddress): string {
    return `${this.#prefix}${cacheClass}:${key}`;
  }
}
