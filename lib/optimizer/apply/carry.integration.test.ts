import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { applySql, type Change, createIndex, undoSql } from '../change';
import { carry, indexState } from './carry';
import { cleanLeftovers } from './clean-leftovers';

let db: TestDatabase;
afterAll(() => db.close());

const place = { schema: 'public', table: 'messages' } as const;
const created = createIndex({
  ...place,
  columns: [{ column: 'sender_name', order: 'asc' }],
  include: [],
  where: null,
});
const definition = 'CREATE INDEX messages_test_idx ON public.messages USING btree (subject)';
const dropped: Change = { kind: 'drop-index', ...place, name: 'messages_test_idx', definition };
const columns = ['course_id', 'sender_id'];
const statistics: Change = { kind: 'create-statistics', ...place, name: 'opt_messages_test_stx', columns };
const setting: Change = { kind: 'set-storage', ...place, name: 'fillfactor', value: '90', before: '95' };

/** Statistics know nothing of a table without rows. */
const rows = `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
  SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'A', 'ALL', 'About week ' || n, 'What is due', 1
  FROM generate_series(1, 100) n`;

beforeAll(async () => {
  db = await testDatabase();
  await db.owner.query(`SET session_replication_role = replica; ${rows}; RESET session_replication_role`);
  await db.owner.query(definition);
  await db.owner.query('ALTER TABLE messages SET (fillfactor = 95)');
});

type Shown = { indexes: string[]; statistics: number; known: number; options: string[] | null };
const shown = async (): Promise<Shown | undefined> =>
  (
    await db.owner.query<Shown>(
      `SELECT ARRAY(SELECT c.relname || ' ' || i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE i.indrelid = t.oid ORDER BY 1) AS indexes,
         (SELECT count(*)::int FROM pg_statistic_ext WHERE stxrelid = t.oid) AS statistics,
         (SELECT count(*)::int FROM pg_statistic_ext s JOIN pg_statistic_ext_data d ON d.stxoid = s.oid
          WHERE s.stxrelid = t.oid) AS known,
         t.reloptions AS options
       FROM pg_class t WHERE t.oid = 'messages'::regclass`,
    )
  ).rows[0];

describe.each([
  ['an index', created],
  ['the end of an index', dropped],
  ['statistics', statistics],
  ['a setting', setting],
])('%s', (_, change) => {
  it('comes to the same end from wherever a killed process left it, and leads back', async () => {
    const before = await shown();
    await carry(db.owner, change, 'apply');
    const after = await shown();
    expect(after).not.toEqual(before);
    await carry(db.owner, change, 'apply');
    expect(await shown()).toEqual(after);
    await carry(db.owner, change, 'undo');
    expect(await shown()).toEqual(before);
    await carry(db.owner, change, 'undo');
    expect(await shown()).toEqual(before);
    // Made, and killed before anything else was done.
    await db.owner.query(applySql(change));
    await carry(db.owner, change, 'apply');
    expect(await shown()).toEqual(after);
    await db.owner.query(undoSql(change));
    await carry(db.owner, change, 'undo');
    expect(await shown()).toEqual(before);
  });
});

it('builds again what is half-built, whether on the way there or back', async () => {
  const spoil = (name: string) =>
    db.owner.query('UPDATE pg_index SET indisvalid = false WHERE indexrelid = $1::regclass', [name]);
  await carry(db.owner, created, 'apply');
  await spoil(created.name);
  await carry(db.owner, created, 'apply');
  expect(await indexState(db.owner, created)).toBe('valid');
  await spoil(created.name);
  await carry(db.owner, created, 'undo');
  expect(await indexState(db.owner, created)).toBe('absent');
  await spoil(dropped.name);
  await carry(db.owner, dropped, 'apply');
  expect(await indexState(db.owner, dropped)).toBe('absent');
  await db.owner.query(definition);
  await spoil(dropped.name);
  await carry(db.owner, dropped, 'undo');
  expect(await indexState(db.owner, dropped)).toBe('valid');
});

it('clears away what is half-built of ours, and nothing else', async () => {
  await carry(db.owner, created, 'apply');
  expect(await cleanLeftovers(db.owner)).toEqual([]);
  await db.owner.query(
    'UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ($1::regclass, $2::regclass)',
    [created.name, dropped.name],
  );
  expect(await cleanLeftovers(db.owner)).toEqual([created.name]);
  expect(await indexState(db.owner, dropped)).toBe('invalid');
});
