import { type CacheClass, cacheClassNames, definitionOf } from '../classes';
import { noteLookup } from '../observe';
import { everything } from '../tags';
import { countLoad } from './counters';
import { type Entry, type EntryAddress, judgeAge, type Mark } from './entry';
import { Flights } from './flights';
import type { Persistence } from './persistence';
import type { Remote } from './remote';
import { Renders } from './renders';
import { Shelf } from './shelf';
import { TagClock } from './tag-clock';

/** A writer is answered after this at the latest, milliseconds. */
const acknowledgeWithin = 1_000;
/** While the other instances cannot be heard, no answer may be older than this, milliseconds. */
const cutOffLimit = 5_000;

/** Everybody who joined a load hands in its answer; one of them is enough. */
const isSameLoad = (kept: Entry | undefined, { mark }: Entry) =>
  kept !== undefined && kept.mark.local === mark.local && kept.mark.at === mark.at;

export type Found = { entry: Entry; stale: boolean };
export type StoreOptions = {
  /** Milliseconds of the wall clock, for lifetimes. */
  now?: () => number;
  persistence?: Persistence;
};

/** The process's cached answers. One lives in a process, however many bundles load this file. */
export class CacheStore {
  readonly shelves: Record<CacheClass, Shelf>;
  readonly flights = new Flights();
  readonly renders = new Renders();
  readonly startedAt = new Date().toISOString();
  readonly now: () => number;
  readonly #clock = new TagClock();
  readonly #persistence: Persistence | undefined;
  #remote: Remote | undefined;

  constructor({ now = Date.now, persistence }: StoreOptions = {}) {
    this.now = now;
    this.#persistence = persistence;
    const shelf = (name: CacheClass) =>
      new Shelf(name, definitionOf(name).persistent ? (key) => persistence?.remove(key) : undefined);
    this.shelves = Object.fromEntries(cacheClassNames.map((name) => [name, shelf(name)])) as Record<
      CacheClass,
      Shelf
    >;
    for (const { address, entry } of persistence?.load(this.mark()) ?? []) {
      this.shelves[address.cacheClass].put(address.key, entry);
    }
  }

  connect(remote: Remote): void {
    this.#remote = remote;
  }

  get remote(): Remote | undefined {
    return this.#remote;
  }

  /** The present moment in logical time; taken before a load begins. */
  mark(): Mark {
    return { local: this.#clock.now, epoch: '', shared: 0, at: this.now(), ...this.#remote?.mark() };
  }

  /** The answer kept under an address, if it may still be given; counted as hit, stale answer or miss. */
  async find(address: EntryAddress): Promise<Found | null> {
    const { counters } = this.shelves[address.cacheClass];
    const found = this.#judge(address) ?? (await this.#findElsewhere(address));
    if (!found) counters.misses += 1;
    else if (found.stale) counters.stale += 1;
    else counters.hits += 1;
    noteLookup(found !== null);
    return found;
  }

  /** The answer kept in this process, if it is fresh; whoever gives it counts the hit, everybody else asks `find`. */
  findFresh(address: EntryAddress): Entry | null {
    const found = this.#judge(address);
    return found && !found.stale ? found.entry : null;
  }

  #judge({ cacheClass, key }: EntryAddress): Found | null {
    const shelf = this.shelves[cacheClass];
    const entry = shelf.read(key);
    if (!entry) return null;
    const limit = this.#remote?.state().state === 'away' ? cutOffLimit : undefined;
    const verdict = judgeAge(entry, this.now(), shelf.mayBeStale, limit);
    if (verdict === 'over' && limit === undefined) shelf.expire(key);
    else if (verdict === 'over') shelf.drop(key);
    return verdict === 'over' ? null : { entry, stale: verdict === 'stale' };
  }

  async #findElsewhere(address: EntryAddress): Promise<Found | null> {
    if (!this.#remote || definitionOf(address.cacheClass).scope === 'person') return null;
    const entry = await this.#remote.fetch(address);
    if (!entry) return null;
    this.shelves[address.cacheClass].put(address.key, { ...entry, mark: this.mark() });
    return this.#judge(address);
  }

  /** Keeps an answer, unless something in it has changed since its load began. */
  keep(address: EntryAddress, entry: Entry): boolean {
    if (!this.#clock.isUnchanged(entry.tags, entry.mark.local)) return false;
    const shelf = this.shelves[address.cacheClass];
    if (isSameLoad(shelf.read(address.key), entry)) return true;
    const { scope, persistent } = definitionOf(address.cacheClass);
    shelf.put(address.key, entry);
    if (persistent) this.#persistence?.save(address, entry);
    if (scope === 'everybody') this.#remote?.keep(address, entry);
    return true;
  }

  drop(address: EntryAddress): void {
    this.shelves[address.cacheClass].drop(address.key);
  }

  /** Runs one load, shared by everybody who asks for the same meanwhile. */
  loadOnce<T>(
    { cacheClass, key }: EntryAddress,
    tags: readonly string[] | 'unknown',
    load: (mark: Mark) => Promise<T>,
  ): Promise<T> {
    const { counters } = this.shelves[cacheClass];
    return this.flights.join(key, tags, async () => {
      const started = performance.now();
      try {
        return await load(this.mark());
      } catch (error) {
        counters.loadErrors += 1;
        throw error;
      } finally {
        countLoad(counters, performance.now() - started);
      }
    });
  }

  /** Applies an invalidation in this process, at once. */
  apply(tags: readonly string[]): void {
    this.#clock.advance(tags);
    this.flights.part(tags, tags.includes(everything));
    for (const shelf of Object.values(this.shelves)) shelf.dropTagged(tags);
  }

  /** Resolves when no page that began before this moment can be joined any more; bounded. */
  rendersEnded(limit = acknowledgeWithin): Promise<void> {
    return this.renders.ended(this.#clock.now, limit);
  }

  /**
   * Drops every answer made of one of the tags, in every live process. Resolves when nobody can be given the
   * old answer any more, after a second at the latest.
   */
  async invalidate(tags: readonly string[]): Promise<void> {
    this.apply(tags);
    await Promise.all([this.rendersEnded(), this.#remote?.publish(tags, acknowledgeWithin)]);
  }
}

const held = globalThis as typeof globalThis & { syllabaseCache?: CacheStore };

/** The store, once the server has installed it; absent in builds, command lines and the worker. */
export const installedStore = (): CacheStore | undefined => held.syllabaseCache;

export function installStore(store: CacheStore | undefined): void {
  held.syllabaseCache = store;
}
