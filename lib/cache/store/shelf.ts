import { LRUCache } from 'lru-cache';
import { type CacheClass, definitionOf } from '../classes';
import { everything } from '../tags';
import { type Counters, noCounts } from './counters';
import { type Entry, maxEntryBytes } from './entry';
import { TagIndex } from './tag-index';

/** However few its entries are, no class takes more memory than this. */
const maxClassBytes = 64 * 1024 * 1024;

/** The answers of one class, bounded, findable by key and by tag. */
export class Shelf {
  readonly counters: Counters = noCounts();
  readonly limit: number;
  readonly mayBeStale: boolean;
  readonly #byTag = new TagIndex();
  readonly #entries: LRUCache<string, Entry>;
  readonly #readRenews: boolean;
  readonly #onDrop: (key: string) => void;

  /** @param onDrop hears of every key that goes, before anybody can be told that it went */
  constructor(cacheClass: CacheClass, onDrop: (key: string) => void = () => undefined) {
    const { entries, strategy, scope, holds } = definitionOf(cacheClass);
    this.limit = entries;
    // What finished answers are made of is given once more itself; adding to that would double its age.
    this.mayBeStale = scope === 'everybody' && holds !== 'answers';
    this.#readRenews = strategy === 'LRU';
    this.#onDrop = onDrop;
    this.#entries = new LRUCache<string, Entry>({
      max: entries,
      maxSize: maxClassBytes,
      maxEntrySize: maxEntryBytes,
      sizeCalculation: ({ bytes }) => bytes,
      dispose: (entry, key, reason) => this.#forget(entry, key, reason === 'evict'),
    });
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  /** Where all answers live equally long, reads do not renew, so that what ends first stands first in line. */
  read(key: string): Entry | undefined {
    return this.#readRenews ? this.#entries.get(key) : this.#entries.peek(key);
  }

  put(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    if (this.#entries.peek(key) === entry) this.#byTag.add(key, entry.tags);
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops what is over, and counts it. */
  expire(key: string): void {
    if (this.#entries.delete(key)) this.counters.expired += 1;
  }

  /** Drops what carries one of the tags, and counts it. */
  dropTagged(tags: readonly string[]): void {
    const keys = tags.includes(everything)
      ? [...this.#entries.keys()]
      : [...new Set(tags.flatMap((tag) => this.#byTag.keysWith(tag)))];
    for (const key of keys) if (this.#entries.delete(key)) this.counters.invalidations += 1;
  }

  #forget(entry: Entry, key: string, evicted: boolean): void {
    this.#byTag.remove(key, entry.tags);
    if (evicted) this.counters.evictions += 1;
    this.#onDrop(key);
  }
}
