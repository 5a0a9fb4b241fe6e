import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { deriveAppPassword } from '@/db/app-password';
import { ensureAppRole } from '@/db/roles';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { run } from './rules';

let db: TestDatabase;
const dataDir = mkdtempSync(join(tmpdir(), 'syllabase-ops-'));
const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);
const last = () => String(said.mock.calls.at(-1)?.[0]);

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

it('concludes again what is on record, and fails where something comes out otherwise', async () => {
  const room = await createClassroom(db.owner, 1);
  const nothing = { checked: 0, differing: 0, withoutEvidence: 0 };
  expect(await run(['check', '--json'])).toBe(0);
  expect(JSON.parse(last())).toEqual({ standings: nothing, recommendations: nothing, riskScores: nothing });
  await db.owner.query(
    `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, evidence)
     VALUES ($1, $2, 'continue', $3, 'SHOWN', current_date, 4, $4), ($1, $2, 'paused', $3, 'SHOWN', current_date, 2, NULL),
       ($1, $2, 'streak', $3, 'SHOWN', current_date, 4, '{}')`,
    [
      room.studentIds[0],
      room.courseId,
      room.lessons[0]?.sectionIds[0],
      { lessonId: room.lessons[0]?.id, sectionId: room.lessons[0]?.sectionIds[0], section: 'Lists' },
    ],
  );
  expect(await run(['check'])).toBe(1);
  expect(last().split('\n')[1]).toBe(
    'Recommendations: 2 concluded again, 1 DID NOT COME OUT AGAIN; 1 more from before evidence was kept',
  );
});

it('says how it is used', async () => {
  expect([await run(['--help']), await run([]), await run(['check', 'more'])]).toEqual([0, 2, 2]);
});
