import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { deriveAppPassword } from '@/db/app-password';
import { ensureAppRole } from '@/db/roles';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { run } from './optimizer';

let db: TestDatabase;
const dataDir = mkdtempSync(join(tmpdir(), 'syllabase-ops-'));
const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const last = (spy: typeof said) => String(spy.mock.calls.at(-1)?.[0]);

beforeAll(async () => {
  db = await testDatabase();
  const name = new URL(db.ownerUrl).pathname.slice(1);
  await ensureAppRole(db.owner, name, deriveAppPassword(process.env.MASTER_KEY ?? ''));
  process.env.DATABASE_URL = db.ownerUrl;
  process.env.AUTH_SECRET = 'a secret of a test';
  process.env.DATA_DIR = dataDir;
});
afterAll(async () => {
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(() => vi.clearAllMocks());

it('looks for improvements, and finds none in the empty product', async () => {
  expect(await run(['propose', '--json'])).toBe(0);
  expect(JSON.parse(last(said))).toEqual({ proposed: [], refused: [], known: 0, settled: [], proposals: [] });
});

it('refuses at once what every heartbeat would pay for, and lists it', async () => {
  const idea = ['propose', '--table', 'enrollments', '--columns', 'course_id,last_activity_at:desc'];
  expect(await run(idea)).toBe(1);
  expect(last(said)).toContain('Every progress event changes last_activity_at');
  expect(await run(['history'])).toBe(0);
  expect(last(said)).toBe('1  Refused: Index on enrollments (course_id, last_activity_at desc)');
  expect(await run(['history', '--format', 'markdown'])).toBe(0);
  expect(last(said)).toContain('| refused |');
  expect(await run(['trial', '1'])).toBe(1);
  expect(last(complained)).toContain('moved on');
});

it('tries nothing on the database that people work on, nor where no copy can be made', async () => {
  expect(await run(['propose', '--json', '--table', 'messages', '--columns', 'sender_name'])).toBe(0);
  const { proposed } = JSON.parse(last(said));
  await db.owner.query('DROP ROLE IF EXISTS optimizer_plain');
  await db.owner.query("CREATE ROLE optimizer_plain LOGIN PASSWORD 'plain'");
  const plain = new URL(db.ownerUrl);
  plain.username = 'optimizer_plain';
  plain.password = 'plain';
  const beside = new URL(db.ownerUrl);
  beside.pathname = '/postgres';
  for (const url of [db.ownerUrl, plain.href, beside.href]) {
    expect(await run(['trial', String(proposed[0]), '--lab-url', url])).toBe(1);
    expect(last(complained)).toContain('the database people work on');
  }
  await db.owner.query('DROP ROLE optimizer_plain');
  expect(await run(['history', '--json'])).toBe(0);
  expect(JSON.parse(last(said)).proposals[0]).toMatchObject({ id: proposed[0], state: 'proposed' });
  expect(await run(['apply', String(proposed[0]), '--reason', 'I would like to have it'])).toBe(1);
  expect(await run(['trial', '99'])).toBe(1);
  expect(last(complained)).toContain('no proposal 99');
});

it('gives advice, which is not tried or made here, and dismisses it with a reason', async () => {
  await db.owner.query(
    `INSERT INTO performance_readings (grain, kind, at, object, counters)
     VALUES ('HOUR', 'ROUTE_STATEMENT', date_trunc('hour', now(), 'UTC'), 'GET /teach/:id classes.card', '{"requests": 30, "calls": 900, "maxCalls": 60}')`,
  );
  expect(await run(['propose', '--json'])).toBe(0);
  const [id] = JSON.parse(last(said)).proposed;
  expect(await run(['candidates'])).toBe(0);
  for (const words of [
    `${id}  Advice: One question for the whole list: classes.card of GET /teach/:id`,
    'Do: Ask once for all rows of the list',
    'Expected: 30 → 1 calls a request. Estimated: One call instead of 30',
    'Who: A programmer',
  ])
    expect(last(said)).toContain(words);
  for (const verb of [
    ['trial'],
    ['apply', '--reason', 'it would be quicker'],
    ['revert', '--reason', 'it was made'],
  ]) {
    expect(await run([verb[0] ?? '', String(id), ...verb.slice(1)])).toBe(1);
    expect(last(complained)).toMatch(/is advice|moved on/);
  }
  expect(await run(['dismiss', String(id), '--reason', 'a list of three at most'])).toBe(0);
  expect(await run(['candidates', '--json'])).toBe(0);
  expect(JSON.parse(last(said)).candidates.map((one: { id: number }) => one.id)).not.toContain(id);
  expect(await run(['history'])).toBe(0);
  expect(last(said)).toContain(`${id}  Dismissed: One question`);
});

it('tells wrong use from failure', async () => {
  for (const wrong of [
    [],
    ['look'],
    ['propose', 'now'],
    ['propose', '--table', 'enrollments'],
    ['propose', '--table', 'enrollments', '--columns', 'course_id;--'],
    ['propose', '--table', 'nothing', '--columns', 'a'],
    ['trial'],
    ['trial', 'x'],
    ['trial', '1', '--rounds', '1'],
    ['apply', '1'],
    ['revert', '1', '--reason', 'short'],
    ['dismiss', '1'],
    ['candidates', 'now'],
    ['history', '--format', 'exe'],
    ['history', '--strange'],
  ])
    expect([wrong.join(' '), await run(wrong)]).toEqual([wrong.join(' '), 2]);
  expect(await run(['--help'])).toBe(0);
});
