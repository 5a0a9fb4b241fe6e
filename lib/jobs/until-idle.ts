import { setTimeout as sleep } from 'node:timers/promises';

const idlePause = 1_000;

/**
 * Does `step` until it finds nothing to do, and again once a second for `linger` milliseconds. Stops early,
 * after the step at hand, when `signal` is aborted.
 *
 * @param step one batch; answers how much it did
 * @param breath milliseconds after a batch that did something, so that what trickles in gathers instead of paying for a
 * transaction each; none by default
 * @returns how much was done in all
 */
export async function workUntilIdle(
  step: () => Promise<number>,
  { signal, linger, breath = 0 }: { signal: AbortSignal; linger: number; breath?: number },
): Promise<number> {
  const end = Date.now() + linger;
  let total = 0;
  while (!signal.aborted) {
    const done = await step();
    total += done;
    if (done === 0 && Date.now() + idlePause > end) break;
    const pause = done === 0 ? idlePause : breath;
    if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return total;
}
