import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const watchParent = new URL('./watch-parent.mjs', import.meta.url).href;
const STOP_WITHIN_MS = 10_000;

export type Child = { pid: number; ended: Promise<string>; hasEnded(): boolean; stop(): Promise<void> };
export type ChildOptions = { env: NodeJS.ProcessEnv; stdout?: 'inherit' | 'ignore' };

/**
 * Starts a Node program that also ends when this process dies. It leads a process group of its own: Ctrl-C
 * reaches it through us and in our order, and nothing that it started outlives it.
 */
export function startChild(args: string[], { env, stdout = 'inherit' }: ChildOptions): Child {
  const child = spawn(process.execPath, ['--import', watchParent, ...args], {
    detached: true,
    stdio: ['ignore', stdout, 'inherit'],
    env: { ...env, SYLLABASE_PARENT_PID: String(process.pid) },
  });
  const ended = describeEnd(child);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  return { pid: child.pid ?? 0, ended, hasEnded: () => over, stop: () => stopGroup(child, ended) };
}

/** Starts a program again whenever it ends, more slowly each time it does not last. */
export function keepRunning(name: string, start: () => Child): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let current = start();
  const loop = async () => {
    for (let failures = 0; ; failures += 1) {
      const started = Date.now();
      const reason = await current.ended;
      if (stopping.signal.aborted) return;
      if (Date.now() - started > 60_000) failures = 0;
      const delay = Math.min(1_000 * 2 ** failures, 30_000);
      console.error(`  The ${name} ended (${reason}); starting it again in ${delay / 1000} s.`);
      await sleep(delay, undefined, { signal: stopping.signal });
      current = start();
    }
  };
  const looping = loop().catch(() => undefined);
  return {
    async stop() {
      stopping.abort();
      await current.stop();
      await looping;
    },
  };
}

async function describeEnd(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal ? `signal ${signal}` : `exit code ${code}`;
  } catch (error) {
    return String(error);
  }
}

async function stopGroup(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (!child.pid) return;
  child.kill('SIGTERM');
  const waiting = new AbortController();
  const patience = sleep(STOP_WITHIN_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([ended, patience]);
  waiting.abort();
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has left already.
  }
  await ended;
}
