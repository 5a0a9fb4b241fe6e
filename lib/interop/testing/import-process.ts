import { type ChildProcess, spawn } from 'node:child_process';
import { deriveAppPassword } from '@/db/app-password';
import { appUrlFrom, ensureAppRole } from '@/db/roles';
import type { TestDatabase } from '@/db/testing/test-database';

const masterKey = Buffer.alloc(32, 7).toString('base64');

/** Lets the processes of `importProcess` into the database of a test; what the test itself opens later goes in as they do. */
export async function letCommandsIn({ owner, ownerUrl }: TestDatabase): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
  const password = deriveAppPassword(masterKey);
  await ensureAppRole(owner, rows[0]?.name ?? '', password);
  process.env.DATABASE_URL = appUrlFrom(ownerUrl, password);
}

/** `npm run ops -- import … --json` as a process of its own. */
export const importProcess = (test: TestDatabase, dataDir: string, args: string[]): ChildProcess =>
  opsProcess(test, dataDir, ['import', ...args]);

/** `npm run ops -- … --json` as a process of its own. */
export function opsProcess(test: TestDatabase, dataDir: string, args: string[]): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', 'scripts/ops.ts', ...args, '--json'],
    {
      env: {
        ...process.env,
        DATABASE_URL: test.ownerUrl,
        DATA_DIR: dataDir,
        MASTER_KEY: masterKey,
        AUTH_SECRET: masterKey,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** What the process printed and how it ended: its status, or null when it was killed. */
export function ended(child: ChildProcess): Promise<{ status: number | null; printed: string }> {
  let printed = '';
  child.stdout?.on('data', (part) => {
    printed += part;
  });
  return new Promise((done) => child.once('close', (status) => done({ status, printed })));
}
