import { setTimeout as sleep } from 'node:timers/promises';

const idlePause = 1_000;

/**
 * Does `step` until it finds nothing to do, and again once a second for `linger` milliseconds. Stops early,
 * after the step at hand, when `signal` is aborted.
 *
 * @param step one batch; answers how much it did
 * @returns how much was done in all
 */
export async function workUntilIdle(
  step: () => Promise<number>,
  { signal, linger }: { signal: AbortSignal; linger: number },
): Promise<number> {
  const end = Date.now() + linger;
  let total = 0;
  while (!signal.aborted) {
    const done = await step();
    total += done;
    if (done > 0) continue;
    if (Date.now() + idlePause > end) break;
    await sleep(idlePause, undefined, { signal }).catch(() => undefined);
  }
  return total;
}
