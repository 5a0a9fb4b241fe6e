import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { readHistory } from './read-history';
import { recordFindings } from './record-findings';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const about = async (object: string) =>
  (await asSystem((tx) => readHistory(tx), db.database)).filter((past) => past.object === object);

it('keeps from when until when a check had something to say, once', async () => {
  await db.owner.query('CREATE TABLE public.no_key (id int)');
  expect((await recordFindings(db.database)).opened).toBeGreaterThan(0);
  expect(await recordFindings(db.database)).toEqual({ opened: 0, ended: 0 });
  expect(await about('public.no_key')).toMatchObject([
    { checkName: 'primary-key', title: 'Tables without a primary key', state: 'warning', ended: null },
  ]);
  await db.owner.query('DROP TABLE no_key');
  expect(await recordFindings(db.database)).toEqual({ opened: 0, ended: 1 });
  const [past] = await about('public.no_key');
  expect(Date.parse(past?.ended ?? '')).toBeGreaterThan(Date.parse(past?.began ?? ''));
  await db.owner.query('CREATE TABLE public.no_key (id int)');
  await recordFindings(db.database);
  expect((await about('public.no_key')).map(({ ended }) => ended === null)).toEqual([true, false]);
});
