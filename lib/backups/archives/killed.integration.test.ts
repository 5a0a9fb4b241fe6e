import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { deriveAppPassword } from '@/db/app-password';
import { migrateDatabase } from '@/db/migrate';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { markRestoring, requireRestoredAt } from '@/db/unfinished-restore';
import { env } from '@/lib/env';
import { addKept, keptErasures } from '../kept-lists/kept-lists';
import { endOf } from '../testing/other-process';
import { createArchive } from './create-archive';
import type { ArchiveRecord } from './record';
import { ArchiveSandbox, ask, countTables } from './testing/archive-sandbox';
import type { RestoreOrder } from './testing/restore-process';

const box = new ArchiveSandbox(inject('serverUrl'));
const masterKey = env().MASTER_KEY ?? '';
let db: TestDatabase;
let record: ArchiveRecord;
let erased = '';

/** A student is archived, and erased after that: only the list in the vault tells of it. */
beforeAll(async () => {
  db = await testDatabase();
  const { studentIds } = await createClassroom(db.owner, 2, 'killed');
  erased = studentIds[0] ?? '';
  record = await createArchive({ vault: box.vault, url: db.ownerUrl });
  await addKept(box.vault, keptErasures, [{ userId: erased, erasedAt: new Date().toISOString() }]);
});
afterAll(async () => {
  await box.remove();
  await db.close();
});

const script = fileURLToPath(new URL('./testing/restore-process.ts', import.meta.url));
const { folder: listFolder } = box;

/** @returns the signal that ended it */
function restoreKilled(url: string, dieWhile: string): Promise<NodeJS.Signals | null> {
  const folder = join(box.folder, 'vault');
  const order: RestoreOrder = { folder, masterKey, id: record.id, url, listFolder, dieWhile };
  return endOf(
    spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', script, JSON.stringify(order)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
}

const start = (ownerUrl: string) => migrateDatabase({ ownerUrl, appPassword: deriveAppPassword(masterKey) });
const namesIn = async (url: string) =>
  (
    await ask<{ name: string }>(
      url,
      "SELECT display_name AS name FROM users WHERE role = 'STUDENT' ORDER BY 1",
    )
  ).map(({ name }) => name);

describe('a restore that is killed', () => {
  test('while rows come in leaves nothing', async () => {
    const url = await box.emptyDatabase();
    expect(await restoreKilled(url, 'comparing')).toBe('SIGKILL');
    // Until the server has noticed that nobody is there any more.
    await vi.waitFor(async () => expect(await countTables(url)).toBe(0), { timeout: 20_000, interval: 200 });
    await expect(box.restore(record.id, url)).resolves.toMatchObject({ archive: record.id, erasedAgain: 1 });
  });

  test.each(['bringing it up to date', 'erasing again'])(
    'while it is %s leaves what no start and no command accepts, and what the next restore clears',
    async (doing) => {
      const url = await box.emptyDatabase();
      expect(await restoreKilled(url, doing)).toBe('SIGKILL');
      expect(await namesIn(url)).toContain('student0 of killed');
      await expect(start(url)).rejects.toThrow(`archive ${record.id}, whose restore began at`);
      await expect(requireRestoredAt(url)).rejects.toThrow('has not finished');
      await expect(box.restore(record.id, url)).resolves.toMatchObject({ erasedAgain: 1 });
      expect(await namesIn(url)).toEqual(['Former student', 'student1 of killed']);
      await expect(start(url)).resolves.toMatchObject({ appUrl: expect.any(String) });
      await expect(requireRestoredAt(url)).resolves.toBeUndefined();
    },
  );
});

test('while one is under way a second one into the same database is refused, and takes nothing away', async () => {
  const url = await box.emptyDatabase();
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query('SELECT pg_advisory_lock(7235983)');
  await markRestoring(other, 'something else');
  await expect(box.restore(record.id, url)).rejects.toThrow('being restored into this database already');
  await expect(requireRestoredAt(url)).rejects.toThrow('something else');
  await other.end();
});

test.each(['comparing', 'bringing it up to date'])(
  'one that loses its turn while it is %s ends, and leaves the database to whoever comes next',
  async (doing) => {
    const url = await box.emptyDatabase();
    const name = new URL(url).pathname.slice(1);
    let ending: Promise<unknown> | undefined;
    const onProgress = (_done: number, now: string) => {
      if (!now.startsWith(doing)) return;
      ending ??= ask(
        inject('serverUrl'),
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND application_name = 'syllabase restore'`,
      );
    };
    await expect(box.restore(record.id, url, { onProgress })).rejects.toThrow('Restore again');
    await ending;
    if (doing !== 'comparing') await expect(requireRestoredAt(url)).rejects.toThrow('has not finished');
    await expect(box.restore(record.id, url)).resolves.toMatchObject({ erasedAgain: 1 });
  },
);
