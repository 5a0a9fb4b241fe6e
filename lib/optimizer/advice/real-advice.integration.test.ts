import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { noteReadings } from '@/lib/performance/readings/note-readings';
import type { Facts } from '../candidates/facts';
import { decideProposal } from '../decide';
import { readFacts } from '../facts/read-facts';
import { getHistoryReport } from '../history';
import { getOptimizer } from '../overview';
import { propose } from '../propose';
import type { RewritePattern } from './advice';
import { proposeAdvice } from './propose-advice';

const wide = "repeat('x', 700)";
const things = `
  CREATE TABLE things (id bigint PRIMARY KEY, kind int, code varchar(40), title varchar(200), at timestamptz, body text);
  INSERT INTO things SELECT n, n % 8, 'C' || n % 20000, 'Thing ' || md5(n::text), timestamptz '2026-01-01' + n * interval '1 minute', ${wide}
    FROM generate_series(1, 40000) n;
  CREATE INDEX things_at_idx ON things (at);
  CREATE TABLE seen (thing_id bigint, at timestamptz);
  INSERT INTO seen SELECT n, now() FROM generate_series(1, 30000) n;
  GRANT SELECT ON things, seen TO syllabase_runtime`;

/** Statements that are written worse than they could be. */
const bad: Record<string, [pattern: RewritePattern, sql: string]> = {
  'bad.page': ['deep-offset', 'SELECT id, title FROM things ORDER BY id LIMIT 20 OFFSET 30000'],
  'bad.count': ['count-for-page', 'SELECT count(*)::int AS total FROM things WHERE kind < 7'],
  'bad.beside': ['count-for-page', 'SELECT id, count(*) OVER () FROM things ORDER BY id LIMIT 20'],
  'bad.day': ['wrapped-column', "SELECT id FROM things WHERE at::date = '2026-01-03'"],
  'bad.key': ['wrapped-column', "SELECT kind FROM things WHERE id::text = '77'"],
  'bad.or': ['or-across-columns', "SELECT id FROM things WHERE code = 'C5' OR title = 'Thing 7'"],
  'bad.joined': [
    'or-across-columns',
    "SELECT t.id FROM things t LEFT JOIN seen s ON s.thing_id = t.id WHERE t.code = 'C7' OR s.at = '2020-01-01'",
  ],
  'bad.excluded': [
    'not-in-subquery',
    "SELECT id FROM things WHERE code = 'C5' AND id NOT IN (SELECT thing_id FROM seen WHERE at > '2020-01-01')",
  ],
  'bad.wide': ['wide-rows', 'SELECT * FROM things WHERE id BETWEEN 5 AND 90'],
  'bad.random': ['random-order', 'SELECT id FROM things ORDER BY random() LIMIT 3'],
};

/** The same as they should be, and others that only look alike. */
const good: Record<string, string> = {
  'good.page': 'SELECT id, title FROM things WHERE id > 30000 ORDER BY id LIMIT 20',
  'good.shallow': 'SELECT id, title FROM things ORDER BY id LIMIT 20 OFFSET 20',
  'good.fence': 'SELECT id FROM (SELECT id FROM things ORDER BY id OFFSET 0) t LIMIT 20',
  'good.count': 'SELECT count(*) FROM (SELECT 1 FROM things LIMIT 1001) s',
  'good.groups': 'SELECT kind, count(*) FROM things GROUP BY kind',
  'good.sums': 'SELECT count(*), max(at) FROM things',
  'good.day': "SELECT id FROM things WHERE at >= '2026-01-03' AND at < '2026-01-04'",
  'good.shown': 'SELECT at::date AS day, lower(title) FROM things WHERE id < 90',
  'good.key': "SELECT kind FROM things WHERE id = '77'::bigint",
  'good.either': 'SELECT id FROM things WHERE id = 5 OR id = 7',
  'good.word': "SELECT id FROM things WHERE title = 'this OR that' LIMIT 5",
  'good.excluded':
    "SELECT id FROM things t WHERE code = 'C5' AND NOT EXISTS (SELECT 1 FROM seen WHERE thing_id = t.id)",
  'good.list': 'SELECT id FROM things WHERE id < 90 AND id NOT IN (1, 2, 3)',
  'good.one': 'SELECT * FROM things WHERE id = 9',
  'good.narrow': 'SELECT * FROM seen WHERE thing_id < 100',
  'good.named': 'SELECT id, kind, code, at FROM things WHERE id BETWEEN 5 AND 90',
  'good.chance': 'SELECT id FROM things WHERE random() < 0.0001',
};

let db: TestDatabase;
let owner: Database;
let room: Classroom;
const times = 20;

/** As if each statement were asked so often, and took so long, that it is felt: times are not asserted. */
const felt = (facts: Facts): Facts => ({
  ...facts,
  asked: facts.asked.map((one) => ({
    ...one,
    calls: 10 * one.calls,
    milliseconds: 10 * one.calls * 40,
    rows: 10 * one.rows,
    blocks: 10 * one.blocks,
  })),
});
const adviceNow = async () => proposeAdvice(felt(await readFacts(db.database, owner)));

beforeAll(async () => {
  db = await testDatabase();
  owner = openDatabase(db.ownerUrl, 1);
  room = await createClassroom(db.owner, 1);
  await db.owner.query(things);
  await db.owner.query('VACUUM ANALYZE things, seen');
  const named = Object.fromEntries(Object.entries(bad).map(([name, [, sql]]) => [name, sql]));
  for (const [name, sql] of Object.entries({ ...named, ...good }))
    for (let n = 0; n < times; n++) await db.owner.query(`${sql} /* ${name} */`);
});
afterAll(async () => {
  await owner.close();
  await db.close();
});

it('is given of what is written badly, with the statement’s own text and plan, and of nothing that looks alike', async () => {
  const found = (await adviceNow()).map(
    ({ change }) => change.kind === 'rewrite' && `${change.statement} ${change.pattern}`,
  );
  const expected = Object.entries(bad).map(([name, [pattern]]) => `${name} ${pattern}`);
  expect(found.filter((one) => one && /^(bad|good)\./.test(one)).sort()).toEqual(expected.sort());
});

it('says nothing of values that somebody typed', async () => {
  const said = JSON.stringify(await adviceNow());
  for (const value of ['2026-01-03', 'C5', 'Thing 7', '30000']) expect(said).not.toContain(value);
});

it('tells of statements that nobody named by their number, and of a missing extension', async () => {
  const sql = "SELECT id FROM things WHERE title ILIKE '%4e1%'";
  for (let n = 0; n < times; n++) await db.owner.query(sql);
  await db.owner.query('DROP EXTENSION pg_trgm CASCADE');
  const [advice] = (await adviceNow()).filter(
    ({ change }) => change.kind === 'rewrite' && change.pattern === 'leading-wildcard',
  );
  expect(advice?.change).toMatchObject({
    statement: expect.stringMatching(/^statement -?\d+$/),
    text: 'SELECT id FROM things WHERE title ILIKE $1',
    who: 'operator',
  });
});

it('stands in ledger and report, is dismissed by a person for half a year, and settled when it is followed', async () => {
  const by = 'test';
  const card = { kind: 'ROUTE_STATEMENT', object: 'GET /teach/:id bad.card' } as const;
  const cache = {
    hits: 40_000,
    misses: 2_000,
    expired: 1_900,
    stale: 500,
    invalidations: 9,
    loads: 2_400,
    loadTotal: 9_000,
  };
  await asSystem(
    (tx) =>
      noteReadings(tx, [
        { ...card, counters: { requests: 30, calls: 900, maxCalls: 60 } },
        { kind: 'CACHE', object: 'listing', counters: cache },
      ]),
    db.database,
  );
  // Hours that were read, so that a day of them is there.
  await db.owner.query(
    `INSERT INTO performance_readings (grain, kind, at, object, counters)
     SELECT 'HOUR', 'CACHE', date_trunc('hour', now(), 'UTC') - make_interval(hours => n), 'catalog', '{"hits": 1}' FROM generate_series(1, 30) n`,
  );
  await propose(db.database, db.ownerUrl, { by });
  const admin = mintViewer({
    userId: room.adminId,
    role: 'ADMIN',
    institutionId: room.institutionId,
    displayName: 'Administrator',
    email: null,
  });
  const { advice, open } = await getOptimizer(admin);
  const of = (kind: string) => advice.find(({ key }) => key.startsWith(kind));
  const batch = of('rewrite repeated-statement bad.card of GET /teach/:id');
  const lifetime = of('cache-lifetime listing longer');
  expect([batch?.decisions, lifetime?.decisions]).toEqual([['DECLINED'], ['DECLINED']]);
  expect(open.some(({ key }) => /^(rewrite|cache)/.test(key))).toBe(false);
  const decide = (proposalId: number | undefined, decision: string) =>
    decideProposal(admin, { proposalId, decision, reason: 'it is meant to be so' });
  for (const decision of ['TRIAL_ASKED', 'APPROVED', 'REVERT_ASKED'])
    await expect(decide(batch?.id, decision)).rejects.toMatchObject({ kind: 'conflict' });
  await decide(lifetime?.id, 'DECLINED');
  expect(await propose(db.database, db.ownerUrl, { by })).toMatchObject({ proposed: [], settled: [] });
  await db.owner.query(
    `UPDATE performance_readings SET counters = '{"requests": 60, "calls": 60, "maxCalls": 1}' WHERE object = $1`,
    [card.object],
  );
  expect((await propose(db.database, db.ownerUrl, { by })).settled).toEqual([batch?.id]);
  const after = await getOptimizer(admin);
  expect(after.settled.map(({ id, state }) => [id, state])).toEqual(
    expect.arrayContaining([
      [batch?.id, 'kept'],
      [lifetime?.id, 'declined'],
    ]),
  );
  const report = await getHistoryReport(admin, 'markdown');
  expect(report).toMatch(/Keep answers of listing longer: 20 min instead of 5 min \| dismissed \|/);
  expect(report).toMatch(/GET \/teach\/:id \| not found any more \| test \| The page asked it 1 times/);
});

it('looks at the product’s own names by their own text', async () => {
  const own = statement('advice.own', "SELECT id FROM things WHERE title LIKE '%b%' AND kind = $1");
  for (let n = 0; n < times; n++) await asSystem((tx) => tx.rows(own, [3]), db.database);
  const found = (await readFacts(db.database, owner)).asked.find((one) => one.statement === 'advice.own');
  expect(found?.text).toContain("LIKE '%b%'");
  expect(found?.shown).not.toContain('%b%');
  expect(found?.plan?.Filter).toContain('%b%');
});
