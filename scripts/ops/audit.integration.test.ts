import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { sealBatch } from '@/lib/audit/seal/seal';
import { atCommandLine } from '../lib/user-name';
import { run } from './audit';

let db: TestDatabase;
const dataDir = mkdtempSync(join(tmpdir(), 'syllabase-ops-audit-'));
const out = join(dataDir, 'bundle.json');
const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const last = () => String(said.mock.calls.at(-1)?.[0]);

beforeAll(async () => {
  db = await testDatabase();
  process.env.DATABASE_URL = db.ownerUrl;
  process.env.AUTH_SECRET = 'a secret of a test';
  process.env.DATA_DIR = dataDir;
});
afterAll(async () => {
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(() => vi.clearAllMocks());

it('exports the events of a student with their proofs, and then finds what was changed behind them', async () => {
  const { institutionId, studentIds } = await createClassroom(db.owner, 1);
  const [studentId] = studentIds;
  await asSystem(async (tx) => {
    for (const purpose of ['Advising', 'Placement'])
      await appendAudit(tx, null, {
        action: 'record.view',
        objectType: 'user',
        studentId,
        institutionId,
        purpose,
      });
  }, db.database);
  // What other transactions of the server began before is sealed no earlier than they end.
  await vi.waitFor(
    async () => {
      await asSystem((tx) => sealBatch(tx), db.database);
      const { rows } = await db.owner.query('SELECT 1 FROM audit_leaves');
      expect(rows.length).toBeGreaterThanOrEqual(2);
    },
    { timeout: 45_000, interval: 100 },
  );
  expect(
    await run(['export', '--out', out, '--student', studentId ?? '', '--recipient', 'The student', '--json']),
  ).toBe(0);
  expect(JSON.parse(last())).toEqual({ out, events: 2, leftOut: [] });
  const bundle = JSON.parse(readFileSync(out, 'utf8'));
  expect(bundle).toMatchObject({ notice: expect.stringContaining('99.33'), recipient: 'The student' });
  expect(bundle.entries).toHaveLength(2);
  const empty = join(dataDir, 'empty.ndjson');
  writeFileSync(empty, '');
  expect(await run(['verify', '--copy', empty])).toBe(1);
  expect(complained.mock.calls.flat().join()).toContain('is empty');
  const { rows } = await db.owner.query(
    "SELECT justification, details FROM audit_log WHERE action = 'audit.export' AND student_id = $1",
    [studentId],
  );
  expect(rows).toEqual([
    {
      justification: 'For The student',
      details: { events: 2, by: atCommandLine(), recipient: 'The student' },
    },
  ]);
  expect(await run(['verify', '--json'])).toBe(0);
  await db.owner.query('SET session_replication_role = replica');
  await db.owner.query("UPDATE audit_log SET purpose = 'Nothing' WHERE purpose = 'Advising'");
  await db.owner.query('SET session_replication_role = origin');
  expect(await run(['verify'])).toBe(1);
  expect(last()).toContain('TAMPERED WITH: 1 findings');
});

it.each([
  [['--from', '2026-03-02T10:00:00Z', '--until', '2026-03-02T10:00:00Z'], '--from is not before --until'],
  [['--from', 'yesterday'], '“yesterday” is no time'],
  [['--recipient', ' '], '--recipient takes whom the file is for'],
  [['--student', 'nobody'], '--student takes an id'],
])('refuses an export of %j, and writes no file', async (flags, reason) => {
  rmSync(out, { force: true });
  expect(await run(['export', '--out', out, ...flags])).toBe(2);
  expect(String(complained.mock.calls.at(-1)?.[0])).toContain(reason);
  expect(() => readFileSync(out)).toThrow();
});
