import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { settleCatalog } from '@/lib/catalog/index/settle';
import { folderOf } from '@/lib/interop/testing/files';
import { readRehearsal } from './queries';
import { rehearse } from './rehearse';

const folder = folderOf({});

let db: TestDatabase;
let room: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 12);
  const lesson = room.lessons[0];
  for (const student of room.studentIds) {
    const events = lesson?.sectionIds.map((section) => ({
      id: `${student}${section}`,
      course: room.courseId,
      lesson: lesson.id,
      section,
      seconds: 60,
      completion: 100,
      at: '2026-03-02T10:00:00Z',
    }));
    await db.owner.query('SELECT record_progress($1, $2)', [student, JSON.stringify(events)]);
  }
  await settleCatalog(db.database);
});
afterAll(() => db.close());

const viewer = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: 'Somebody', email: null });

it('measures every budget at both sizes beside the product, and keeps the report for administrators', async () => {
  const admin = viewer(room.adminId, 'ADMIN');
  expect(await readRehearsal(admin)).toBeNull();
  const said: string[] = [];
  const report = await rehearse(db.database, {
    factor: 2,
    folder,
    effort: { reads: 3, writes: { seconds: 0.2, rounds: 1 } },
    say: (what) => said.push(what),
  });
  expect(report).toMatchObject({
    factor: 2,
    present: { students: 12, enrolled: 12, largestClass: 12, progressRows: 36 },
    growth: null,
  });
  expect(report.rehearsed.progressRows).toBe(72);
  expect(report.budgets.map(({ question }) => question)).toEqual(
    expect.arrayContaining(['class distribution, largest class', 'progress writes, 16 clients, one course']),
  );
  for (const { present, larger } of report.budgets) expect(Math.min(present, larger)).toBeGreaterThan(0);
  expect(said).toContain('2 times: progress');
  expect(await readRehearsal(admin)).toEqual(report);
  await expect(readRehearsal(viewer(room.instructorId, 'INSTRUCTOR'))).rejects.toThrow('nothing here');
  expect(readdirSync(folder)).toEqual([]);
  // Nothing of it came into the product.
  const { rows } = await db.owner.query('SELECT count(*)::int AS n FROM users');
  expect(rows).toEqual([{ n: 14 }]);
});

it('is stopped before its next step and leaves nothing', async () => {
  const stopping = new AbortController();
  const say = (what: string) => what.endsWith('courses') && stopping.abort(new Error('stopped'));
  const asked = { factor: 2, folder, signal: stopping.signal, say };
  await expect(rehearse(db.database, asked)).rejects.toThrow('stopped');
  expect(readdirSync(folder)).toEqual([]);
});

it('says what is missing where nobody has studied yet', async () => {
  const empty = await testDatabase();
  await expect(rehearse(empty.database, { factor: 2, folder })).rejects.toThrow('no student has begun');
  await empty.close();
});
