import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { dictionary } from './dictionary';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const inTheCatalog = `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1`;
const columns = async () =>
  (await db.owner.query<{ name: string }>(inTheCatalog)).rows.map(({ name }) => name).sort();
const classified = dictionary
  .flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`))
  .sort();

it('gives every column of the database a class, also those that no schema file knows', async () => {
  expect(await columns()).toEqual(classified);
  await db.owner.query('ALTER TABLE users ADD COLUMN shoe_size int');
  expect(await columns()).not.toEqual(classified);
  await db.owner.query('ALTER TABLE users DROP COLUMN shoe_size');
});

it('holds every table with a classified column under row security that is forced', async () => {
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND relrowsecurity AND relforcerowsecurity`,
  );
  const guarded = new Set(rows.map(({ name }) => name));
  const open = dictionary
    .filter(({ columns }) => columns.some(({ dataClass }) => dataClass !== 'none'))
    .filter(({ name }) => !guarded.has(name));
  expect(open).toEqual([]);
});
