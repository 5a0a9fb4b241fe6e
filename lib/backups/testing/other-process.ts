import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order } from './backup-process';

const script = fileURLToPath(new URL('./backup-process.ts', import.meta.url));

/** Takes a backup, or archives, in a process of its own. */
export const startProcess = (order: Order): ChildProcess =>
  spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', script, JSON.stringify(order)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });

/** @returns the signal that ended it; null where it ended by itself */
export async function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
}
