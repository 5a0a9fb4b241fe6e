import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import type { TestDatabase } from '@/db/testing/test-database';
import { ended } from './import-process';

const others = `FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND application_name = 'syllabase'`;

/**
 * Holds a row that a command will need, kills its process with SIGKILL once it waits for the row, and lets the server find out:
 * what the command had not committed by then is rolled back when this answers.
 *
 * @param row a SELECT of that row
 */
export async function killWhereItWaits(
  test: TestDatabase,
  row: string,
  values: unknown[],
  start: () => ChildProcess,
): Promise<void> {
  const holder = new pg.Client(test.ownerUrl);
  await holder.connect();
  const has = async (condition: string) =>
    (await test.owner.query(`SELECT 1 ${others} AND ${condition}`)).rows.length > 0;
  try {
    await holder.query("BEGIN; SELECT set_config('app.role', 'SYSTEM', true)");
    expect((await holder.query(`${row} FOR UPDATE`, values)).rows).toHaveLength(1);
    const child = start();
    const end = ended(child);
    while (child.exitCode === null && !(await has("wait_event_type = 'Lock'"))) await sleep(20);
    child.kill('SIGKILL');
    expect((await end).status, 'it ended before it was killed').toBeNull();
  } finally {
    await holder.end();
  }
  while (await has("state <> 'idle'")) await sleep(20);
}
