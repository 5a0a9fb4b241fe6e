import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A mistake of the person who started us; said without a stack trace, exit code 2. */
export class UsageError extends Error {}

export type Session = {
  /** Aborted when the session is asked to stop. */
  readonly signal: AbortSignal;
  /** Runs at the end, last registered first. */
  defer(cleanup: () => Promise<void> | void): void;
  /** Does one piece of work and prints one line with its duration. */
  step<T>(label: string, work: () => Promise<T> | T): Promise<T>;
  /** Waits for something that may never come; gives up when the session is asked to stop. */
  wait<T>(event: Promise<T>): Promise<T>;
  note(text: string): void;
};

const STEP_MAY_FINISH_MS = 5_000;

/**
 * Runs `work` until it ends or a signal asks to stop, then undoes everything it registered. Exit code 0
 * after a signal, 1 after a failure, 2 after wrong usage.
 */
export async function runSession(work: (session: Session) => Promise<void>): Promise<never> {
  const stopping = new AbortController();
  const cleanups: (() => Promise<void> | void)[] = [];
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  const stopped = once(stopping.signal, 'abort').then(() => 0);
  const working = work(createSession(stopping.signal, cleanups)).then(
    () => 0,
    (error: unknown) => (stopping.signal.aborted ? 0 : report(error)),
  );
  const code = await Promise.race([working, stopped]);
  // A step under way may be just about to register what it started.
  await Promise.race([working, sleep(STEP_MAY_FINISH_MS)]);
  for (const cleanup of cleanups.reverse()) await Promise.resolve(cleanup()).catch(report);
  if (stopping.signal.aborted) console.log('  Stopped.');
  process.exit(code);
}

function createSession(signal: AbortSignal, cleanups: (() => Promise<void> | void)[]): Session {
  return {
    signal,
    defer: (cleanup) => void cleanups.push(cleanup),
    wait: (event) => Promise.race([event, once(signal, 'abort').then(() => Promise.reject(signal.reason))]),
    note: (text) => console.log(text),
    async step(label, work) {
      signal.throwIfAborted();
      const started = Date.now();
      if (process.stdout.isTTY) process.stdout.write(`  ${label} …\r`);
      const result = await work();
      console.log(`  ${label.padEnd(34)} ${((Date.now() - started) / 1000).toFixed(1)} s`);
      return result;
    },
  };
}

function report(error: unknown): number {
  const text = error instanceof Error ? error.message : String(error);
  console.error(`\n  ${text.replaceAll('\n', '\n  ')}\n`);
  if (process.env.SYLLABASE_TRACE && error instanceof Error) console.error(error.stack);
  return error instanceof UsageError ? 2 : 1;
}
