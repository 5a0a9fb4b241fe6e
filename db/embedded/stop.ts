import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, postgresIn, signal } from './processes';

const POLL_MS = 20;
/** Fast shutdown, then immediate, then the kernel. Even the last leaves only crash recovery to do. */
const STEPS: [NodeJS.Signals, number][] = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/** Stops the server of a cluster within a bounded time and leaves none of its processes behind. */
export async function stopPostmaster(clusterDir: string, pid: number, steps = STEPS): Promise<void> {
  for (const [name, patience] of steps) {
    if (!isAlive(pid)) break;
    signal(pid, name);
    await until(() => !isAlive(pid), patience);
  }
  await endOrphans(clusterDir);
}

/** Ends processes whose server died: they would leave by themselves, but not one in a long computation. */
export async function endOrphans(clusterDir: string): Promise<void> {
  if (await until(() => postgresIn(clusterDir).length === 0, 2_000)) return;
  for (const pid of postgresIn(clusterDir)) signal(pid, 'SIGKILL');
  await until(() => postgresIn(clusterDir).length === 0, 5_000);
}

/** Waits for a condition; false when it did not come in time. */
export async function until(condition: () => boolean, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (!condition()) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
