import { LRUCache } from 'lru-cache';
import { everything } from '../tags';

/**
 * Logical time: every invalidation is one tick, and each tag remembers its last tick. What was loaded at
 * tick `since` is still true as long as none of its tags ticked later. Clocks of walls decide nothing here.
 */
export class TagClock {
  #now = 0;
  /** Tags that are not remembered are taken to have changed at this tick. */
  #floor = 0;
  readonly #changed: LRUCache<string, number>;

  /** @param limit how many tags are remembered */
  constructor(limit = 50_000) {
    this.#changed = new LRUCache<string, number>({
      max: limit,
      dispose: (tick, _tag, reason) => {
        if (reason === 'evict') this.#floor = Math.max(this.#floor, tick);
      },
    });
  }

  get now(): number {
    return this.#now;
  }

  /** One invalidation. `tick` is given where somebody else counts; it never goes back. */
  advance(tags: readonly string[], tick = this.#now + 1): void {
    this.#now = Math.max(this.#now, tick);
    if (tags.includes(everything)) this.forgetBefore(this.#now);
    for (const tag of tags) this.#changed.set(tag, this.#now);
  }

  /** Everything loaded before `tick` counts as changed, whatever its tags. */
  forgetBefore(tick: number): void {
    this.#floor = Math.max(this.#floor, tick);
    this.#now = Math.max(this.#now, tick);
  }

  isUnchanged(tags: readonly string[], since: number): boolean {
    return since >= this.#floor && tags.every((tag) => (this.#changed.peek(tag) ?? 0) <= since);
  }
}
