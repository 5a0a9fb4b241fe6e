import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './testing/test-database';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const names = async (sql: string) =>
  (await db.owner.query<{ name: string }>(sql)).rows.map(({ name }) => name).sort();

it('has for every foreign key a full, valid index that begins with its columns', async () => {
  const unserved = await names(`
    SELECT c.conrelid::regclass || '.' || c.conname AS name FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
      SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indisvalid AND i.indpred IS NULL
        AND i.indexprs IS NULL
        AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`);
  expect(unserved).toEqual([]);
});

it('has no invalid index and no index that another one contains', async () => {
  const useless = await names(`
    SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND (NOT i.indisvalid OR (
      NOT i.indisunique AND EXISTS (
        SELECT 1 FROM pg_index o WHERE o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid
          AND o.indpred IS NULL AND i.indpred IS NULL AND o.indexprs IS NULL AND i.indexprs IS NULL
          AND (SELECT relam FROM pg_class WHERE oid = o.indexrelid) = (SELECT relam FROM pg_class WHERE oid = i.indexrelid)
          AND (o.indclass::oid[])[0:i.indnkeyatts - 1] = (i.indclass::oid[])[0:i.indnkeyatts - 1]
          AND (o.indkey::int2[])[0:i.indnkeyatts - 1] = (i.indkey::int2[])[0:i.indnkeyatts - 1]
          AND (o.indoption::int2[])[0:i.indnkeyatts - 1] = (i.indoption::int2[])[0:i.indnkeyatts - 1])))`);
  expect(useless).toEqual([]);
});

it('learns what came to the trail without waiting for a vacuum, in months to come as well', async () => {
  await db.owner.query('SELECT ensure_audit_partitions(9)');
  const blind = await names(`
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_index x ON x.indrelid = i.inhrelid JOIN pg_class c ON c.oid = x.indexrelid
    WHERE i.inhparent = 'audit_log'::regclass AND c.relam = (SELECT oid FROM pg_am WHERE amname = 'brin')
      AND NOT 'autosummarize=on' = ANY (coalesce(c.reloptions, '{}'))`);
  expect(blind).toEqual([]);
});

it('has an index for exactly the lines of docs/indexes.md', async () => {
  const document = await readFile(new URL('../docs/indexes.md', import.meta.url), 'utf8');
  const documented = [...document.matchAll(/^\| `([a-z0-9_]+)` \| \S.* \|$/gm)]
    .map(([, name]) => name)
    .sort();
  const existing = await names(`
    SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition`);
  expect(documented).toEqual(existing);
});
