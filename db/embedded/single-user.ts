import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { serverAccount } from './account';
import { locateBinaries } from './binaries';
import { clusterPath } from './data-dir';
import { clusterMajor } from './initialize';
import { clusterArgument, LaunchError, serverEnvironment } from './launch';

/**
 * Runs statements, each on one line, in a cluster that no server runs on, as its first superuser: whoever that is, and
 * whatever logins the cluster knows.
 *
 * @throws LaunchError with what Postgres said, and without the statements: they may hold a password
 */
export async function runSingleUser(dataDir: string, database: string, statements: string[]): Promise<void> {
  const clusterDir = clusterPath(dataDir);
  const account = serverAccount(clusterDir);
  const { postgres } = locateBinaries(account, clusterMajor(dataDir));
  const program = spawn(postgres, ['--single', '-D', clusterArgument(clusterDir, account), database], {
    ...account,
    cwd: clusterDir,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  program.stdin.on('error', () => undefined);
  program.stdin.end(`${statements.join('\n')}\n`);
  const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'close')]);
  const faults = said.split('\n').filter((line) => /\b(ERROR|FATAL|PANIC): /.test(line));
  if (code !== 0 || faults.length > 0) throw new LaunchError(faults.join('\n') || `it ended with ${code}`);
}
