import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator, asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import type { Ask } from '../checks/check';
import { readFacts } from '../checks/facts';
import { settingsReview } from '../checks/settings-review';
import { look } from '../fault-rig/look';
import { allRules } from './all-rules';
import { readReview } from './read-review';

let db: TestDatabase;
let room: Classroom;
let name: string;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  name = new URL(db.ownerUrl).pathname.slice(1);
});
afterAll(() => db.close());

async function review() {
  const { adminId: userId, institutionId } = room;
  const viewer = mintViewer({ userId, role: 'ADMIN', institutionId, displayName: 'Admin', email: null });
  return (await asAdministrator(viewer, (tx) => readReview(tx))).flatMap(({ settings }) => settings);
}

/** What the check names, asked over a new connection: settings are those with which it begins. */
async function named(url: string): Promise<string[]> {
  const database = openDatabase(url, 1);
  try {
    return (await look(database, settingsReview)).map(({ state, object }) => `${state} ${object}`);
  } finally {
    await database.close();
  }
}

it('shows an administrator every setting with its reason, and nothing to change', async () => {
  const settings = await review();
  const shown = settings.filter(({ login, name: each }) => login === null && each !== 'ssl');
  expect(shown.map((setting) => setting.name)).toEqual(allRules.map((rule) => rule.name));
  expect(settings.filter(({ value }) => value === null).map((setting) => setting.name)).toEqual([
    'shared_preload_libraries',
  ]);
  // That the server of the tests never waits for its disk is said by another check.
  expect(settings.filter(({ state }) => state !== 'ok').map((setting) => setting.name)).toEqual(['fsync']);
  expect(settings.find((setting) => setting.name === 'shared_buffers')).toMatchObject({
    value: '256\u00a0MB',
    source: 'configuration file',
    change: 'Whoever runs the server changes it; it takes a restart.',
  });
  expect(settings.filter(({ login }) => login !== null)).toMatchObject([
    { name: 'idle_in_transaction_session_timeout', login: `${name}_app`, value: '1 min', state: 'ok' },
    { name: 'statement_timeout', login: `${name}_app`, value: '30 s', state: 'ok' },
  ]);
  expect(settings.find((setting) => setting.name === 'ssl')?.value).toBe('on the same machine');
});

it('tells what the server has, not what the asking transaction has set for itself', async () => {
  const found = await asSystem(async (tx) => {
    const ask: Ask = (sql) => tx.rows({ name: '', text: sql });
    const facts = await readFacts(ask);
    await tx.rows({ name: '', text: "SET LOCAL work_mem = '64kB'; SET LOCAL random_page_cost = 99" });
    return settingsReview.read(ask, facts);
  }, db.database);
  expect(found).toEqual([]);
});

it('names a setting and a limit of the product’s login that were changed', async () => {
  for (const url of [db.url, db.ownerUrl]) expect(await named(url)).toEqual([]);
  await db.owner.query(`ALTER DATABASE ${name} SET random_page_cost = 20`);
  await db.owner.query(`ALTER ROLE ${name}_app SET statement_timeout = 0`);
  const expected = ['warning random_page_cost', `warning statement_timeout of ${name}_app`];
  expect((await named(db.ownerUrl)).sort()).toEqual(expected);
  expect((await named(db.url)).sort()).toEqual(expected);
  expect((await review()).find((setting) => setting.login !== null && setting.state !== 'ok')?.sql).toBe(
    `ALTER ROLE "${name}_app" SET statement_timeout = '30s';`,
  );
  await db.owner.query(`ALTER ROLE ${name}_app IN DATABASE ${name} SET statement_timeout = '20s'`);
  await db.owner.query(`ALTER DATABASE ${name} RESET random_page_cost`);
  expect(await named(db.ownerUrl)).toEqual([]);
});
