import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { checkRollups } from '@/lib/progress/check';
import { importActivity } from './activity/import-activity';
import { ImportStopped } from './failure';
import { importRoster } from './roster/import-roster';
import type { ImportContext } from './run/context';
import { withImportLock } from './run/lock';
import { importStructure } from './structure/import-structure';
import { activityHead, folderOf, rosterFiles, rowVersions, structureFile } from './testing/files';

let test: TestDatabase;
let context: ImportContext;

beforeAll(async () => {
  test = await testDatabase();
  context = { database: test.database, dataDir: folderOf({}) };
  await test.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
});
afterAll(() => test?.close());

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await test.owner.query(sql)).rows;
}
const roster = (files: Record<string, string | Buffer> = {}) =>
  importRoster(context, folderOf({ ...rosterFiles, ...files }));
const structure = (text: string) => importStructure(context, `${folderOf({ 's.csv': text })}/s.csv`, null);
const activity = (text: string) => importActivity(context, `${folderOf({ 'a.csv': text })}/a.csv`, null);

// The parts build on each other, as imports do.
describe.sequential('importers', () => {
  it('imports a roster: people, classes as courses, enrolments with their status', async () => {
    const report = await roster();
    expect(report.rejectedBecause).toEqual([]);
    expect(await rows('SELECT name, slug FROM institutions')).toEqual([
      { name: 'North School', slug: 'north-school' },
    ]);
    expect(await rows('SELECT sourced_id, role, email FROM users ORDER BY 1')).toEqual([
      { sourced_id: 'ann', role: 'STUDENT', email: 'ann@north.test' },
      { sourced_id: 'ben', role: 'STUDENT', email: null },
      { sourced_id: 'tea', role: 'INSTRUCTOR', email: 'tea@north.test' },
    ]);
    expect(
      await rows('SELECT code, title, department, status, starts_on::text, ends_on::text FROM courses'),
    ).toEqual([
      {
        code: 'BIO 1',
        title: 'Cells',
        department: 'Biology',
        status: 'PUBLISHED',
        starts_on: '2024-01-10',
        ends_on: '2024-06-30',
      },
    ]);
    expect(await rows('SELECT sourced_id, role, status FROM enrollments ORDER BY 1')).toEqual([
      { sourced_id: 'e0', role: 'INSTRUCTOR', status: 'ACTIVE' },
      { sourced_id: 'e1', role: 'STUDENT', status: 'ACTIVE' },
      { sourced_id: 'e2', role: 'STUDENT', status: 'DROPPED' },
    ]);
    expect(await rows('SELECT enrolled, dropped FROM course_cards')).toEqual([{ enrolled: 1, dropped: 1 }]);
    expect(await rows(`SELECT count(*)::int AS n FROM audit_log WHERE action = 'import.roster'`)).toEqual([
      { n: 1 },
    ]);
  });

  it('imports structure and activity; rows of a day add up, and opening completes', async () => {
    await structure(structureFile);
    const report = await activity(
      `${activityHead}\nann,c1,r1,2024-01-11,2\nann,c1,r1,2024-01-11,3\nann,c1,r2,2024-01-12,1\nben,c1,r1,2024-01-12,4\n`,
    );
    expect(report.files['activity days']).toMatchObject({ read: 3, new: 3 });
    expect(
      await rows(`SELECT status, sections_required AS need, sections_completed AS done, interactions::int, avg_completion
        FROM enrollments WHERE role = 'STUDENT' ORDER BY sourced_id`),
    ).toEqual([
      { status: 'ACTIVE', need: 3, done: 2, interactions: 6, avg_completion: 6666 },
      { status: 'DROPPED', need: 3, done: 1, interactions: 4, avg_completion: 3333 },
    ]);
  });

  it('changes no row when the same files come again, also gzipped, with BOM and CRLF', async () => {
    const before = await rowVersions(test.owner);
    const again = Object.entries(rosterFiles).map(([name, text]) => [
      `${name}.gz`,
      gzipSync(`\uFEFF${text.replaceAll('\n', '\r\n')}`),
    ]);
    await importRoster(context, folderOf(Object.fromEntries(again)));
    await structure(structureFile);
    await activity(
      `${activityHead}\nann,c1,r1,2024-01-11,5\nann,c1,r2,2024-01-12,1\nben,c1,r1,2024-01-12,4\n`,
    );
    expect(await rowVersions(test.owner)).toEqual(before);
  });

  it('takes a day with nothing on it for no activity', async () => {
    const seats = () =>
      rows(`SELECT sourced_id AS id, progress_rows AS rows, first_activity_at AS first, last_activity_at AS last
        FROM enrollments WHERE role = 'STUDENT' ORDER BY 1`);
    const before = await seats();
    await activity(
      `${activityHead}\nann,c1,r2,2024-06-20,0\nben,c1,r2,2023-05-01,0\nben,c1,r1,2024-06-20,0\n`,
    );
    expect(await seats()).toEqual(before);
  });

  it('replaces imported activity, keeps live activity beside it, and completes courses', async () => {
    await test.owner.query(
      `SELECT record_progress(u.id, jsonb_build_array(jsonb_build_object('id', 'live', 'course', s.course_id, 'lesson', s.lesson_id,
         'section', s.id, 'seconds', 60, 'completion', 100, 'at', '2024-01-11T10:00:00Z')))
       FROM users u, sections s WHERE u.sourced_id = 'ann' AND s.sourced_id = 'r1'`,
    );
    const grown = `${activityHead},seconds,completion\nann,c1,r1,2024-01-11,9,30,\nann,c1,r3,2024-02-01,1,0,100\n`;
    await activity(grown);
    await activity(grown);
    expect(
      await rows(`SELECT d.interactions, d.seconds, d.imported_interactions AS imported FROM activity_days d
        JOIN sections s ON s.id = d.section_id JOIN users u ON u.id = d.user_id
        WHERE s.sourced_id = 'r1' AND u.sourced_id = 'ann'`),
    ).toEqual([{ interactions: 10, seconds: 90, imported: 9 }]);
    expect(
      await rows(`SELECT status, completed_at, time_spent::int FROM enrollments WHERE sourced_id = 'e1'`),
    ).toEqual([{ status: 'COMPLETED', completed_at: new Date('2024-02-01T00:00:00Z'), time_spent: 90 }]);
    expect(await rows('SELECT completed FROM course_cards')).toEqual([{ completed: 1 }]);
  });

  it('moves and removes sections with a new version; completed students stay on theirs', async () => {
    await structure(
      'classSourcedId,lessonOrder,lessonTitle,sectionOrder,resourceSourcedId,sectionTitle\n' +
        'c1,1,Start,1,r2,Two\nc1,2,Middle,1,r1,One moved\n',
    );
    expect(
      await rows(
        'SELECT sourced_id, title, removed_in_version AS gone FROM sections WHERE deleted_at IS NULL ORDER BY 1',
      ),
    ).toEqual([
      { sourced_id: 'r1', title: 'One moved', gone: null },
      { sourced_id: 'r2', title: 'Two', gone: null },
      { sourced_id: 'r3', title: 'Three', gone: 2 },
    ]);
    expect(
      await rows(
        `SELECT course_version AS v, sections_required AS need, sections_completed AS done, status FROM enrollments
         WHERE role = 'STUDENT' ORDER BY sourced_id`,
      ),
    ).toEqual([
      { v: 1, need: 3, done: 3, status: 'COMPLETED' },
      { v: 2, need: 2, done: 1, status: 'DROPPED' },
    ]);
  });

  it('rejects bad rows with file, line and reason, and takes the good ones', async () => {
    const report = await roster({
      'users.csv':
        `${rosterFiles['users.csv']}x1,,true,Too,Many,a@b.test,more\nx2,,true,Bad,Mail,nonsense\n` +
        'x3,,true,Taken,Mail,ann@north.test\nann,,true,Again,Ann,\nx4,,true,Nul\0,Byte,\nx5,,true,"Good\nName",Five,five@north.test\n',
      'enrollments.csv':
        `${rosterFiles['enrollments.csv']}e3,,c1,nobody,student,,,\ne4,,c9,ann,student,,,\ne5,,c1,x5,student,,2024-02-30,\n` +
        'e6,,c1,x5,proctor,,,\ne7,,c1,x5,student,,,\n',
    });
    const lines = readFileSync(report.reportFile, 'utf8').trim().split('\r\n').slice(1);
    expect(lines).toEqual([
      'enrollments.csv,5,"userSourcedId: unknown"',
      'enrollments.csv,6,"classSourcedId: unknown"',
      'enrollments.csv,7,"beginDate: not a date (YYYY-MM-DD)"',
      'enrollments.csv,8,"role: neither student nor teacher"',
      'users.csv,5,"wrong number of columns"',
      'users.csv,6,"email: not an e-mail address"',
      'users.csv,7,"email: used by an earlier row of this file"',
      'users.csv,8,"sourcedId: used by an earlier row of this file"',
      'users.csv,9,"a NUL character or text that is not UTF-8"',
    ]);
    expect(report.files['users.csv']).toMatchObject({ read: 9, new: 1, unchanged: 3, rejected: 5 });
    expect(await rows(`SELECT status FROM enrollments WHERE sourced_id = 'e7'`)).toEqual([
      { status: 'ACTIVE' },
    ]);
  });

  it('takes access away at once, mints no administrator and steals no address', async () => {
    await test.owner.query(
      `INSERT INTO users (role, email, institution_id, display_name, sourced_id)
       SELECT 'ADMIN', 'boss@north.test', id, 'Boss', 'boss' FROM institutions WHERE slug = 'north-school'`,
    );
    const head = 'sourcedId,status,enabledUser,givenName,familyName,email,role\n';
    const users = `${head}tea,,true,Tea,Cher,tea@north.test,teacher\nann,,false,Ann,One,ann@north.test,student\nben,tobedeleted,true,Ben,Two,,student\n`;
    const report = await roster({
      'users.csv': `${users}boss,tobedeleted,false,Big,Boss,evil@x.test,administrator\nnew,,true,N,W,,administrator\nsly,,true,S,Y,boss@north.test,student\n`,
    });
    expect(report.rejectedBecause).toEqual([
      { reason: 'email: belongs to another account', rows: 1 },
      { reason: 'role: a roster cannot make an administrator', rows: 1 },
    ]);
    expect(
      await rows(`SELECT sourced_id, email, disabled_at IS NOT NULL AS off, deleted_at IS NOT NULL AS gone, session_version AS v
        FROM users WHERE sourced_id IN ('ann', 'ben', 'boss') ORDER BY 1`),
    ).toEqual([
      { sourced_id: 'ann', email: 'ann@north.test', off: true, gone: false, v: 2 },
      { sourced_id: 'ben', email: null, off: false, gone: true, v: 2 },
      { sourced_id: 'boss', email: 'boss@north.test', off: false, gone: false, v: 1 },
    ]);
  });

  it('writes nothing when a file or a required column is missing', async () => {
    const before = await rowVersions(test.owner);
    await expect(importRoster(context, folderOf({ 'orgs.csv': 'sourcedId,name,type\n' }))).rejects.toThrow(
      /no users\.csv/,
    );
    await expect(roster({ 'classes.csv': 'sourcedId,title\n' })).rejects.toThrow(/no column schoolSourcedId/);
    await expect(activity('userSourcedId,date\n')).rejects.toThrow(/no column classSourcedId/);
    expect(await rowVersions(test.owner)).toEqual(before);
  });

  it('stops between pieces when asked, and goes on with the same counts', async () => {
    const folder = folderOf({
      'a.csv': `${activityHead}\nann,c1,r2,2024-05-01,7\nann,c1,r2,oops,1\n`,
    });
    const stopping = new AbortController();
    const onProgress = (_done: number, doing: string) => doing.startsWith('applying') && stopping.abort();
    await expect(
      importActivity({ ...context, signal: stopping.signal, onProgress }, `${folder}/a.csv`, null),
    ).rejects.toThrow(ImportStopped);
    const report = await importActivity(context, `${folder}/a.csv`, null);
    expect(report.resumed).toBe(true);
    expect(report.files['a.csv']).toMatchObject({ read: 2, rejected: 1 });
    expect(report.files['activity days']).toMatchObject({ read: 1, new: 1 });
    expect(await rows('SELECT 1 FROM import_activity UNION ALL SELECT 1 FROM import_rows')).toEqual([]);
  });

  it('leaves a completed student at 100 % whatever becomes of the sections, and every rollup exact', async () => {
    const head = 'classSourcedId,lessonOrder,lessonTitle,sectionOrder,resourceSourcedId,sectionTitle\n';
    await roster();
    await structure(`${head}c1,1,Start,1,r1,One\nc1,1,Start,2,r2,Two\n`);
    await activity(`${activityHead}\nann,c1,r1,2024-06-01,1\nann,c1,r2,2024-06-01,1\n`);
    const ann = async () =>
      (
        await rows(`SELECT e.status, e.avg_completion FROM enrollments e JOIN users u ON u.id = e.user_id
          WHERE u.sourced_id = 'ann' AND e.role = 'STUDENT'`)
      )[0];
    expect(await ann()).toEqual({ status: 'COMPLETED', avg_completion: 10000 });
    await structure(`${head}c1,1,Start,1,r9,Nine\n`);
    expect(await ann()).toEqual({ status: 'COMPLETED', avg_completion: 10000 });
    await structure(`${head}c1,1,Start,1,r1,One\nc1,1,Start,2,r2,Two\nc1,1,Start,3,r8,Eight\n`);
    expect(await ann()).toEqual({ status: 'COMPLETED', avg_completion: 10000 });
    expect((await asSystem(checkRollups, test.database)).exact).toBe(true);
  });

  it('runs one import of a kind at a time', async () => {
    await withImportLock(test.database, 'activity', async () => {
      await expect(activity(`${activityHead}\n`)).rejects.toThrow(/Another import of this kind/);
    });
  });
});
