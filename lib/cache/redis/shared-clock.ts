import type { Mark } from '../store/entry';
import { TagClock } from '../store/tag-clock';

/** One invalidation as instances tell each other; `seq` has no holes within one `epoch`. */
export type Change = { epoch: string; seq: number; tags: string[] };

/** The logical time that instances share, as far as this one has followed it. */
export class SharedClock {
  #clock = new TagClock();
  #epoch = '';

  get epoch(): string {
    return this.#epoch;
  }

  get applied(): number {
    return this.#clock.now;
  }

  mark(): Pick<Mark, 'epoch' | 'shared'> {
    return { epoch: this.#epoch, shared: this.#clock.now };
  }

  /**
   * Starts anew at `seq`. What changed before the oldest of `history` is not known, so what was loaded before
   * it is not trusted.
   */
  restart(epoch: string, seq: number, history: readonly Change[]): void {
    this.#clock = new TagClock();
    this.#epoch = epoch;
    this.#clock.forgetBefore((history[0]?.seq ?? seq + 1) - 1);
    for (const change of history) this.#clock.advance(change.tags, change.seq);
  }

  /** 'missed' when changes before this one have not been seen: then the clock must be restarted. */
  follow({ epoch, seq, tags }: Change): 'applied' | 'known' | 'missed' {
    if (epoch !== this.#epoch || seq > this.applied + 1) return 'missed';
    if (seq <= this.applied) return 'known';
    this.#clock.advance(tags, seq);
    return 'applied';
  }

  isUnchanged(tags: readonly string[], { epoch, shared }: Pick<Mark, 'epoch' | 'shared'>): boolean {
    return epoch === this.#epoch && this.#clock.isUnchanged(tags, shared);
  }
}
