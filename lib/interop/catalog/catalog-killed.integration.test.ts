import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { testDatabase } from '@/db/testing/test-database';
import { folderOf, rowVersions } from '../testing/files';
import { ended, importProcess, letCommandsIn } from '../testing/import-process';

const courses = 6_000;
const lines = Array.from({ length: courses }, (_, n) => `DEPT ${n},Course ${n},About ${n},,Dept ${n % 40},4`);
const file = ['code,title,description,level,department,credits', 'A 1,,,,,', ...lines, 'dept 7,course 7,,,,'];

it('loses and doubles nothing when its process is killed twice on the way', async () => {
  const test = await testDatabase();
  await letCommandsIn(test);
  await test.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  const number = async (sql: string) => (await test.owner.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
  const written = () => number('SELECT count(*)::int AS n FROM courses');
  const dataDir = folderOf({});
  const path = `${folderOf({ 'c.csv': file.join('\n') })}/c.csv`;
  const start = () => importProcess(test, dataDir, ['catalog', path, '--institution', 'Hill College']);

  async function killOnce(isFarEnough: () => Promise<boolean>): Promise<void> {
    const child = start();
    const end = ended(child);
    while (child.exitCode === null && !(await isFarEnough())) await sleep(10);
    child.kill('SIGKILL');
    expect((await end).status, 'it ended before it was killed').toBeNull();
  }

  await killOnce(async () => (await number('SELECT count(*)::int AS n FROM import_rows')) > 0);
  expect(await written()).toBe(0);
  await killOnce(async () => (await written()) > 0);
  expect(await written()).toBeLessThan(courses);

  const { status, printed } = await ended(start());
  expect(status).toBe(0);
  const report = JSON.parse(printed);
  expect(report).toMatchObject({ resumed: true, warnings: ['The institution “Hill College” is new'] });
  expect(report.files['c.csv']).toEqual({
    read: courses + 2,
    new: courses,
    changed: 0,
    unchanged: 0,
    rejected: 2,
    notUsed: 0,
  });
  expect(readFileSync(report.reportFile, 'utf8').trim().split('\r\n').slice(1)).toEqual([
    'c.csv,2,"title: missing"',
    `c.csv,${courses + 3},"the same course as in line 10"`,
  ]);
  expect(await written()).toBe(courses);
  expect(await number('SELECT count(*)::int AS n FROM course_cards WHERE published')).toBe(courses);
  expect(await number('SELECT count(*)::int AS n FROM imports')).toBe(1);
  expect(await number("SELECT count(*)::int AS n FROM audit_log WHERE action = 'import.catalog'")).toBe(1);
  expect(await number('SELECT count(*)::int AS n FROM import_rows')).toBe(0);

  const before = await rowVersions(test.owner);
  const again = JSON.parse((await ended(start())).printed);
  expect(again.files['c.csv']).toMatchObject({ new: 0, changed: 0, unchanged: courses });
  expect(await rowVersions(test.owner)).toEqual(before);
  await test.close();
});
