import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { carry } from '../apply/carry';
import { readFacts } from '../facts/read-facts';
import { ownQuestions } from '../workload/own-questions';
import { ownStatements } from '../workload/own-statements';
import { probeOf } from '../workload/probe';
import type { Candidate } from './candidate';
import type { Facts, PlanNode } from './facts';
import { proposeAll } from './propose-all';

/** Statements that nothing serves, and the index that each is to get. */
const asked: Record<string, [sql: string, index: string]> = {
  'things.words': ['SELECT id FROM things WHERE words @@ $1::tsquery', 'USING gin (words)'],
  'things.joined': [
    "SELECT t.id FROM (SELECT to_tsquery('simple', $1) AS q OFFSET 0) a JOIN things t ON t.words @@ a.q",
    'USING gin (words)',
  ],
  'things.part': ['SELECT id FROM things WHERE title ILIKE $1', 'USING gin (title gin_trgm_ops)'],
  'things.tags': ['SELECT id FROM things WHERE tags @> $1::text[]', 'USING gin (tags)'],
  'things.fields': ['SELECT id FROM things WHERE data @> $1::jsonb', 'USING gin (data jsonb_path_ops)'],
  'things.text': [
    "SELECT id FROM things WHERE to_tsvector('english', title) @@ plainto_tsquery('english', $1)",
    "USING gin (to_tsvector('english'::regconfig, (title)::text))",
  ],
  'things.lower': ['SELECT id FROM things WHERE lower(title) = $1', 'USING btree (lower((title)::text))'],
  'things.field': [
    "SELECT id FROM things WHERE data ->> 'code' = $1",
    "USING btree (((data ->> 'code'::text)))",
  ],
  'things.gone': [
    'SELECT id FROM things WHERE gone_at = $1',
    'USING btree (gone_at) INCLUDE (id) WHERE (gone_at IS NOT NULL)',
  ],
  'things.first': [
    'SELECT id, kind FROM things WHERE kind = $1 ORDER BY rank DESC LIMIT $2',
    'USING btree (kind, rank DESC)',
  ],
  'things.many': [
    'SELECT id, rank FROM things WHERE code = ANY ($1::int[])',
    'USING btree (code) INCLUDE (id, rank)',
  ],
  'things.waiting': [
    'SELECT id FROM (SELECT id, rank FROM things WHERE NOT done ORDER BY rank LIMIT $1 FOR UPDATE SKIP LOCKED) t',
    'USING btree (rank) WHERE (NOT done)',
  ],
  'things.stretch': [
    'SELECT count(*) FROM things WHERE at >= $1::timestamptz AND at < $2::timestamptz',
    'USING brin (at)',
  ],
};

const things = `
  CREATE TABLE things (id bigint PRIMARY KEY, kind int, rank int, title varchar(200), tags text[], data jsonb,
    words tsvector, at timestamptz, gone_at timestamptz, code int, done boolean, hidden text);
  INSERT INTO things SELECT n, n % 8, (n * 7919) % 60000, 'Thing ' || md5(n::text), ARRAY['a' || n % 900, 'b' || n % 700],
    jsonb_build_object('code', md5(n::text), 'place', n % 3000), to_tsvector('simple', md5((n % 5000)::text)),
    timestamptz '2026-01-01' + n * interval '1 minute', CASE WHEN n % 10 = 0 THEN timestamptz '2026-01-01' + n * interval '1 hour' END,
    (n * 31) % 30000, n % 50 > 0
    FROM generate_series(1, 60000) n;
  GRANT SELECT (id, kind, rank, title, tags, data, words, at, gone_at, code, done), UPDATE (rank) ON things TO syllabase_runtime`;

let db: TestDatabase;
let owner: Database;
/** What was proposed before there was any index. */
let found: Candidate[];
const factsNow = (): Promise<Facts> => readFacts(db.database, owner);
const ofThings = (facts: Facts): Candidate[] =>
  proposeAll(facts).filter(({ change }) => change.kind === 'create-index' && change.table === 'things');

beforeAll(async () => {
  db = await testDatabase();
  owner = openDatabase(db.ownerUrl, 1);
  await db.owner.query(things);
  await db.owner.query('VACUUM ANALYZE things');
  // As large as a table is for which a stretch of blocks matters: the pages are few, what is known of them is not.
  await db.owner.query("UPDATE pg_class SET reltuples = 2e6 WHERE oid = 'things'::regclass");
  for (const [name, [sql]] of Object.entries(asked)) statement(name, sql);
  found = ofThings(await factsNow());
  for (const { change } of found) await carry(db.owner, change, 'apply');
});
afterAll(async () => {
  await owner.close();
  await db.close();
});

const indexesIn = (node: PlanNode & { 'Index Name'?: string }): string[] => [
  ...(node['Index Name'] ? [node['Index Name']] : []),
  ...(node.Plans ?? []).flatMap(indexesIn),
];

it('gives each real plan the index that the server then takes for it, and is content', async () => {
  const { rows: made } = await db.owner.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'things'",
  );
  for (const [name, [sql, index]] of Object.entries(asked)) {
    const designed = found.find(({ statements }) => statements.includes(name))?.change.name ?? '';
    const definition = made.find((one) => one.name === designed)?.definition;
    expect([name, definition]).toEqual([name, expect.stringContaining(index)]);
    const { rows } = await db.owner.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${sql}`,
    );
    const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
    expect([name, plan ? indexesIn(plan.Plan) : []]).toEqual([name, expect.arrayContaining([designed])]);
  }
  expect(ofThings(await factsNow())).toEqual([]);
});

it('asks the statements themselves with values that occur, so that the lab can measure them', async () => {
  for (const { change, statements } of found) {
    const questions = await asSystem(
      async (tx) => ownQuestions(tx, change, await ownStatements(tx, statements), 3),
      db.database,
    );
    const calls = questions.flatMap((question) => question.calls);
    expect([statements, questions.map(({ name }) => name)]).toEqual([
      statements,
      expect.arrayContaining(statements),
    ]);
    let rows = 0;
    for (const { identity, statement: one, values } of calls)
      rows += (await db.database.transaction(identity, (tx) => tx.rows(one, values))).length;
    expect([statements, calls.length >= 3, rows > 0]).toEqual([statements, true, true]);
  }
});

it('knows how to look for what each index holds, so that the lab can measure it', async () => {
  for (const { change } of found) {
    const probes = await asSystem((tx) => probeOf(tx, change, 3), db.database);
    const calls = probes.flatMap((probe) => probe.calls);
    expect([change.name, calls.length > 0]).toEqual([change.name, true]);
    for (const { identity, statement: probe, values } of calls) {
      const rows = await db.database.transaction(identity, (tx) => tx.rows(probe, values));
      expect([change.name, rows.length > 0 && rows[0]?.rows !== 0]).toEqual([change.name, true]);
    }
  }
});

it('says of a partitioned table which index it lacks, and that it is not tried', async () => {
  await db.owner.query(`
    CREATE TABLE looks (at date, person int, what text) PARTITION BY RANGE (at);
    CREATE TABLE looks_old PARTITION OF looks FOR VALUES FROM ('2026-01-01') TO ('2026-06-01');
    CREATE TABLE looks_new PARTITION OF looks FOR VALUES FROM ('2026-06-01') TO ('2027-01-01');
    INSERT INTO looks SELECT date '2026-01-01' + n % 300, n % 9000, md5(n::text) FROM generate_series(1, 60000) n;
    ANALYZE looks; GRANT SELECT ON looks TO syllabase_runtime`);
  statement('looks.of-person', 'SELECT at, what FROM looks WHERE person = $1');
  const ofLooks = async () =>
    proposeAll(await factsNow()).filter(({ change }) => change.table.startsWith('looks'));
  expect(await ofLooks()).toMatchObject([
    {
      change: { kind: 'create-index', table: 'looks', design: { columns: [{ column: 'person' }] } },
      refusal: expect.stringContaining('looks is partitioned.'),
    },
  ]);
  await db.owner.query('CREATE INDEX looks_person_idx ON looks (person)');
  expect(await ofLooks()).toEqual([]);
});
