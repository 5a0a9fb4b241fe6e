import { setTimeout as sleep } from 'node:timers/promises';

/** A render that failed never reports back; nobody waits for one older than this. Milliseconds. */
const forgottenAfter = 5_000;

type Render = { since: number; startedAt: number; ended: Promise<void>; end: () => void };

/** Page renders under way. Next lets later requests join them, so a writer waits until the older ones ended. */
export class Renders {
  readonly #renders = new Set<Render>();

  /** @param since the tick at which it began */
  begin(since: number): Render {
    this.#forgetOld();
    let settle = () => {};
    const ended = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const render: Render = {
      since,
      startedAt: performance.now(),
      ended,
      end: () => {
        this.#renders.delete(render);
        // Next lets go of a render a moment after it was stored; until then it can be joined.
        setImmediate(settle);
      },
    };
    this.#renders.add(render);
    return render;
  }

  /** Resolves when every render that began before `tick` has ended, at the latest after `limit` milliseconds. */
  async ended(tick: number, limit: number): Promise<void> {
    this.#forgetOld();
    const older = [...this.#renders].filter(({ since }) => since < tick);
    if (older.length === 0) return;
    await Promise.race([
      Promise.all(older.map(({ ended }) => ended)),
      sleep(limit, undefined, { ref: false }),
    ]);
  }

  #forgetOld(): void {
    const now = performance.now();
    for (const render of this.#renders)
      if (now - render.startedAt > forgottenAfter) this.#renders.delete(render);
  }
}
