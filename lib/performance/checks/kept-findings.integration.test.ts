import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { checks } from './all';
import { KeptFindings } from './kept-findings';
import { runChecks } from './run';

let db: TestDatabase;
let database: Database;
const kept = new KeptFindings();

beforeAll(async () => {
  db = await testDatabase();
  database = openDatabase(db.ownerUrl, 1);
});
afterAll(async () => {
  vi.useRealTimers();
  await database.close();
  await db.close();
});

/** How many transactions a look takes, and which indexes it calls redundant. */
async function look() {
  let transactions = 0;
  const { findings } = await runChecks(
    (run) => {
      transactions += 1;
      return asSystem(run, database);
    },
    { measure: false, kept },
  );
  const redundant = findings.filter(({ check, state }) => check === 'redundant-index' && state !== 'ok');
  return { transactions, redundant: redundant.map(({ object }) => object) };
}

const lasting = checks.filter((check) => check.lasting).length;

it('what lasts is looked for once, until the schema changes', async () => {
  const first = await look();
  const second = await look();
  expect(first.transactions - second.transactions).toBeGreaterThan(lasting / 2);
  expect(second.redundant).toEqual([]);

  await db.owner.query('CREATE INDEX spare_idx ON users (id)');
  const changed = await look();
  expect(changed.transactions).toBe(first.transactions);
  expect(changed.redundant).toEqual(['public.spare_idx']);
  expect((await look()).redundant).toEqual(['public.spare_idx']);

  await db.owner.query('DROP INDEX spare_idx');
  expect((await look()).redundant).toEqual([]);
});

it('keeps nothing for longer than five minutes, since figures stand beside it', async () => {
  const { transactions } = await look();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });
  expect((await look()).transactions).toBeGreaterThan(transactions);
});
