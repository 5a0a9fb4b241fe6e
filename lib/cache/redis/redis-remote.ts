import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Entry, EntryAddress } from '../store/entry';
import type { Remote, RemoteState } from '../store/remote';
import type { CacheStore } from '../store/store';
import { everything } from '../tags';
import { Acknowledgements } from './acknowledgements';
import { RedisConnection } from './connection';
import { appliedByAllScript, publishScript, reportScript, syncScript } from './scripts';
import { type Change, SharedClock } from './shared-clock';
import { SharedEntries } from './shared-entries';

const heartbeat = 500;
/** Without an answer for this long we may be taken for dead, so we take ourselves for cut off. Milliseconds. */
const leaseOf = 1_500;
const retryPublish = 50;
const mostUnsent = 1_000;
const prefix = 'syllabase:cache:';

const position = z.tuple([z.string(), z.number()]);
const history = z.array(z.tuple([z.string(), z.tuple([z.literal('tags'), z.string()])]));
const message = z.object({ epoch: z.string(), seq: z.number(), tags: z.string() });
const jsonMessage = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(message);
const standing = z.tuple([z.string(), z.number(), z.number()]);
const split = (tags: string) => tags.split(' ');

/** Shares answers and invalidations with the other instances, as long as Redis answers; without it, alone. */
export class RedisRemote implements Remote {
  readonly #store: CacheStore;
  readonly #instance: string;
  readonly #redis: RedisConnection;
  readonly #clock = new SharedClock();
  readonly #entries: SharedEntries;
  readonly #acknowledgements: Acknowledgements;
  readonly #timer: NodeJS.Timeout;
  /** Invalidations that Redis has not taken yet. */
  readonly #unsent = new Set<string>();
  #instances = 0;
  #synced = false;
  #syncing: Promise<void> | null = null;
  #heardMeanwhile: Change[] = [];
  /** Up to where no page that began before can be joined any more. */
  #settled = 0;
  #reported: Promise<void> = Promise.resolve();
  #reportWaits = false;
  #leaseEnds = 0;
  #awaySince: string | null = new Date().toISOString();
  #behindAt = 0;

  /** @param build answers are shared within one build; invalidations between all */
  constructor(store: CacheStore, url: string, build: string, instance: string = randomUUID()) {
    this.#store = store;
    this.#instance = instance;
    this.#redis = new RedisConnection(url, (standing) => this.#connectionChanged(standing));
    this.#entries = new SharedEntries(this.#redis, this.#clock, `${prefix}${build}:`);
    this.#acknowledgements = new Acknowledgements(async () =>
      Number(await this.#redis.eval(appliedByAllScript, [], [prefix])),
    );
    this.#redis.connect(`${prefix}channel`, (text) => this.#hear(text));
    this.#timer = setInterval(() => void this.#beat(), heartbeat);
    this.#timer.unref();
  }

  mark = () => (this.#isFollowing ? this.#clock.mark() : { epoch: '', shared: 0 });

  state(): RemoteState {
    if (!this.#isFollowing) return { state: 'away', since: this.#awaySince ?? new Date().toISOString() };
    return { state: 'connected', instances: this.#instances, applied: this.#clock.applied };
  }

  async fetch(address: EntryAddress): Promise<Entry | null> {
    return this.#isFollowing ? this.#entries.fetch(address) : null;
  }

  keep(address: EntryAddress, entry: Entry): void {
    if (this.#isFollowing) this.#entries.keep(address, entry);
  }

  async publish(tags: readonly string[], limit: number): Promise<void> {
    const until = performance.now() + limit;
    let seq = await this.#tryPublish(tags);
    while (seq === null && performance.now() + retryPublish < until) {
      if (!this.#redis.isReady) break;
      await sleep(retryPublish);
      seq = await this.#tryPublish(tags);
    }
    if (seq === null) this.#remember(tags);
    else await this.#acknowledgements.wait(seq, until);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#synced = false;
    await this.#redis.eval(reportScript, [], [prefix, this.#instance, '', '0'], true).catch(() => null);
    this.#redis.close();
  }

  get #isFollowing(): boolean {
    return this.#synced && performance.now() < this.#leaseEnds;
  }

  async #tryPublish(tags: readonly string[]): Promise<number | null> {
    try {
      const args = [prefix, randomUUID(), tags.join(' '), this.#instance];
      return position.parse(await this.#redis.eval(publishScript, [], args, true))[1];
    } catch {
      return null;
    }
  }

  #remember(tags: readonly string[]): void {
    for (const tag of this.#unsent.size > mostUnsent ? [everything] : tags) this.#unsent.add(tag);
  }

  #connectionChanged(standing: boolean): void {
    if (standing) void this.#synchronise();
    else this.#goAway();
  }

  #goAway(): void {
    if (this.#synced) console.warn('cache: Redis is away; this instance goes on alone');
    this.#synced = false;
    this.#awaySince ??= new Date().toISOString();
  }

  #hear(text: string): void {
    const { data } = jsonMessage.safeParse(text);
    if (!data) return;
    const change = { ...data, tags: split(data.tags) };
    if (this.#syncing) this.#heardMeanwhile.push(change);
    else this.#follow(change);
  }

  #follow(change: Change): void {
    const outcome = this.#clock.follow(change);
    if (outcome === 'missed') void this.#synchronise();
    if (outcome !== 'applied') return;
    this.#store.apply(change.tags);
    void this.#settle(change.seq);
  }

  /** Tells the others once no page that began before the change can be joined any more. */
  async #settle(seq: number): Promise<void> {
    await this.#store.rendersEnded();
    this.#settled = Math.max(this.#settled, seq);
    if (this.#reportWaits) return;
    // One report at a time: what settles meanwhile goes with the next one.
    this.#reportWaits = true;
    await this.#reported;
    this.#reportWaits = false;
    this.#reported = this.#report();
  }

  /** Takes up the shared time anew: what this instance holds may be out of date, so it goes. */
  #synchronise(): Promise<void> {
    this.#syncing ??= this.#restart()
      .finally(() => {
        this.#syncing = null;
      })
      .then(() => this.#report());
    return this.#syncing;
  }

  async #restart(): Promise<void> {
    this.#synced = false;
    this.#heardMeanwhile = [];
    try {
      const asked = performance.now();
      const answer = await this.#redis.eval(syncScript, [], [prefix, randomUUID()], true);
      const [epoch, seq, rows] = z.tuple([z.string(), z.number(), history]).parse(answer);
      this.#clock.restart(
        epoch,
        seq,
        rows.map(([id, [, tags]]) => ({ epoch, seq: Number.parseInt(id, 10), tags: split(tags) })),
      );
      this.#store.apply([everything]);
      for (const change of this.#heardMeanwhile) this.#clock.follow(change);
      this.#settled = this.#clock.applied;
      this.#leaseEnds = asked + leaseOf;
      this.#synced = true;
      this.#awaySince = null;
    } catch {
      this.#goAway();
    }
  }

  async #beat(): Promise<void> {
    if (!this.#redis.isReady) return;
    if (!this.#synced) return this.#synchronise();
    await this.#report();
    if (this.#unsent.size === 0) return;
    const tags = [...this.#unsent];
    this.#unsent.clear();
    if ((await this.#tryPublish(tags)) === null) this.#remember(tags);
  }

  /** The heartbeat: says up to where we are, and learns whether we missed anything. */
  async #report(): Promise<void> {
    const asked = performance.now();
    const args = [prefix, this.#instance, this.#clock.epoch, String(this.#settled)];
    const answer = await this.#redis.eval(reportScript, [], args, true).catch(() => null);
    const { data } = standing.safeParse(answer);
    if (!data) return;
    const [epoch, seq, instances] = data;
    this.#instances = instances;
    const missed = this.#behindAt > 0 && this.#clock.applied < this.#behindAt;
    this.#behindAt = seq > this.#clock.applied ? seq : 0;
    if (!this.#synced || this.#syncing) return;
    if (epoch !== this.#clock.epoch || missed) return this.#synchronise();
    // Whoever was taken for dead was waited for by nobody: it must catch up before it counts again.
    if (asked > this.#leaseEnds && seq > this.#clock.applied) return;
    this.#leaseEnds = Math.max(this.#leaseEnds, asked + leaseOf);
  }
}
