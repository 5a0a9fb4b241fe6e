import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = ['--conditions=react-server', '--import', 'tsx', 'scripts/ops.ts'];

/**
 * Runs an operator's command beside the product that is tried.
 *
 * @param input what it reads from its standard input
 */
export async function operate(words: string[], input = ''): Promise<void> {
  const child = spawn(process.execPath, [...program, ...words], { stdio: ['pipe', 'ignore', 'pipe'] });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ops ${words.join(' ')} ended with ${code}: ${Buffer.concat(complaints)}`);
}
