import { readdir, readFile } from 'node:fs/promises';

/**
 * Milliseconds that the threads of some processes have run on a processor since they began, to the nanosecond; null where the
 * system does not say (only Linux does). What others do on the machine is not in it, unlike in any time by the clock.
 */
export async function processorTime(pids: readonly number[]): Promise<number | null> {
  const times = await Promise.all(pids.map(ofProcess));
  return times.reduce<number | null>((sum, time) => (sum === null || time === null ? null : sum + time), 0);
}

async function ofProcess(pid: number): Promise<number | null> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => null);
  if (threads === null) return null;
  const times = await Promise.all(threads.map((thread) => ofThread(`/proc/${pid}/task/${thread}/schedstat`)));
  return times.reduce((sum, time) => sum + time, 0);
}

/** The first figure is nanoseconds on a processor; a thread may be gone by now. */
async function ofThread(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '0');
  return Number(text.split(' ')[0]) / 1e6;
}
