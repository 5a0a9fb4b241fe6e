import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { reportFolder } from './finish';
import { withImportLock } from './lock';
import { endDeadImports, pruneImports } from './prune-imports';

let db: TestDatabase;
let room: Classroom;
const dataDir = mkdtempSync(join(tmpdir(), 'syllabase-imports-'));
const signal = new AbortController().signal;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
beforeEach(() => db.owner.query('DELETE FROM import_rows; DELETE FROM import_activity; DELETE FROM imports'));
afterAll(async () => {
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** An import with a row of each kind that it can leave behind. */
async function leaveBehind(kind: string, status: string, endedDaysAgo: number | null): Promise<void> {
  const { rows } = await db.owner.query(
    `INSERT INTO imports (kind, source, sha256, status, finished_at)
     VALUES ($1, 'x', 'x', $2, now() - make_interval(days => $3)) RETURNING id`,
    [kind, status, endedDaysAgo],
  );
  const id = rows[0]?.id;
  await db.owner.query(
    "INSERT INTO import_rows (import_id, step, line, key, data) VALUES ($1, 'users', 1, 'x', '{}')",
    [id],
  );
  await db.owner.query(
    `INSERT INTO import_activity (import_id, course_id, user_id, section_id, day, interactions, seconds)
     VALUES ($1, $2, $3, $4, '2026-03-02', 1, 60)`,
    [id, room.courseId, room.studentIds[0], room.lessons[0]?.sectionIds[0]],
  );
  await db.owner.query(
    "INSERT INTO import_rejections (import_id, file, line, reason) VALUES ($1, 'x', 1, 'x')",
    [id],
  );
}

const left = async () => {
  const { rows } = await db.owner.query(
    `SELECT i.kind, count(*)::int AS n FROM imports i JOIN (
       SELECT import_id FROM import_rows UNION ALL SELECT import_id FROM import_activity
       UNION ALL SELECT import_id FROM import_rejections) r ON r.import_id = i.id GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
};

it('what an import leaves behind goes once its time is over, and nothing of one that goes on', async () => {
  await leaveBehind('failed-long-ago', 'FAILED', 31);
  await leaveBehind('done-long-ago', 'DONE', 31);
  await leaveBehind('failed-lately', 'FAILED', 29);
  await leaveBehind('going-on', 'RUNNING', null);
  expect(await pruneImports(db.database, dataDir, signal)).toEqual({ importRows: 6, importReports: 0 });
  expect(await left()).toEqual({ 'failed-lately': 3, 'going-on': 3 });
  const { rows } = await db.owner.query(
    "SELECT object_id, details FROM audit_log WHERE action = 'retention.prune'",
  );
  expect(rows).toEqual(Array(3).fill({ object_id: 'importTraces', details: { rows: 2, olderThanDays: 30 } }));
});

it('old reports go, and no other file that lies beside them', async () => {
  const folder = reportFolder(dataDir);
  await mkdir(folder, { recursive: true });
  const named = (name: string, daysAgo: number) => {
    const path = join(folder, name);
    writeFileSync(path, 'file,line,reason\r\n');
    const at = new Date(Date.now() - daysAgo * 86_400_000);
    utimesSync(path, at, at);
    return path;
  };
  const id = '0d9f7a52-6f0b-4b8f-9d5e-0f6f6f3e1a10';
  const old = named(`2026-01-05-roster-${id}.csv`, 31);
  const kept = [named(`2026-01-06-roster-${id}.csv`, 29), named('roster.csv', 400)];
  expect(await pruneImports(db.database, dataDir, signal)).toEqual({ importRows: 0, importReports: 1 });
  expect([old, ...kept].map((path) => existsSync(path))).toEqual([false, true, true]);
});

it('an import whose process has died is given up, one that goes on is left alone', async () => {
  await leaveBehind('roster', 'RUNNING', null);
  await leaveBehind('catalog', 'RUNNING', null);
  await withImportLock(db.database, 'catalog', async () => {
    expect(await endDeadImports(db.database)).toBe(1);
    expect(await endDeadImports(db.database)).toBe(0);
  });
  const { rows } = await db.owner.query('SELECT kind, status FROM imports ORDER BY kind');
  expect(rows).toEqual([
    { kind: 'catalog', status: 'RUNNING' },
    { kind: 'roster', status: 'FAILED' },
  ]);
  const told = await db.owner.query("SELECT outcome, details FROM audit_log WHERE action = 'import.roster'");
  expect(told.rows).toEqual([{ outcome: 'FAILED', details: { died: true } }]);
});
