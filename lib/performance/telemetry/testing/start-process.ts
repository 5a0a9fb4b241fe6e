import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Starts one of the product's programs as `npm start` does; `OTEL_BSP_SCHEDULE_DELAY` and the like make it quick. */
export function startProcess(script: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', script], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_RUNTIME: 'nodejs',
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_METRIC_EXPORT_INTERVAL: '300',
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
}

/** Everything it has said on its error stream until now, growing. */
export function errorsOf(child: ChildProcess): { text: string } {
  const said = { text: '' };
  child.stderr?.on('data', (chunk) => {
    said.text += chunk;
  });
  return said;
}

/** Ends it as a service manager would. @returns its exit code */
export async function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return child.exitCode;
}
