import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { expect } from 'vitest';
import { mintViewer } from '@/lib/access/viewer';
import { getClassActivity } from '@/lib/classes/activity';
import { getClassSummary } from '@/lib/classes/summary';

type Figures = Record<'days' | 'weeks' | 'clicks', [string, number][]> & { median: number | null };

/** What plain SQL counts from the rows of the files, knowing nothing of the product's tables. */
async function countFile(owner: pg.Client, folder: string): Promise<Figures> {
  await owner.query(`CREATE TEMP TABLE raw_activity (person text, class text, resource text, day date, clicks int);
    CREATE TEMP TABLE raw_enrollment (person text, status text, role text);
    CREATE TEMP TABLE raw_resource (resource text)`);
  const insert = async (table: string, file: string, columns: number[]) => {
    const rows = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n').slice(1);
    const cells = columns.map((column) => rows.map((row) => row.split(',')[column]));
    const types = cells.map((_, n) => (table === 'raw_activity' && n > 2 ? ['date', 'int'][n - 3] : 'text'));
    const list = types.map((type, n) => `$${n + 1}::${type}[]`).join();
    await owner.query(`INSERT INTO ${table} SELECT * FROM unnest(${list})`, cells);
  };
  await insert('raw_activity', 'activity.csv', [0, 1, 2, 3, 4]);
  await insert('raw_enrollment', 'enrollments.csv', [5, 1, 6]);
  await insert('raw_resource', 'structure.csv', [4]);
  const pairs = async (sql: string): Promise<[string, number][]> =>
    (await owner.query<{ at: string; n: string }>(sql)).rows.map(({ at, n }) => [at, Number(n)]);
  const days = 'FROM raw_activity GROUP BY day ORDER BY day';
  const figures = {
    days: await pairs(`SELECT day::text AS at, count(DISTINCT person) AS n ${days}`),
    clicks: await pairs(`SELECT day::text AS at, sum(clicks) AS n ${days}`),
    weeks:
      await pairs(`SELECT date_trunc('week', day::timestamp)::date::text AS at, count(DISTINCT person) AS n
      FROM raw_activity GROUP BY 1 ORDER BY 1`),
  };
  const { rows } = await owner.query<{
    median: number | null;
  }>(`SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY done) AS median
    FROM (SELECT e.person, floor(10000 * count(DISTINCT a.resource) / (SELECT count(*) FROM raw_resource)) / 100 AS done
      FROM raw_enrollment e LEFT JOIN raw_activity a ON a.person = e.person
      WHERE e.role = 'student' AND e.status = 'active' GROUP BY e.person) s`);
  await owner.query('DROP TABLE raw_activity, raw_enrollment, raw_resource');
  return { ...figures, median: rows[0]?.median ?? null };
}

/** Compares what the class page shows of an imported course with a plain count of the imported files. */
export async function expectActivityAsInFile(
  owner: pg.Client,
  folder: string,
  course: string,
): Promise<void> {
  const { rows } = await owner.query<{ id: string; instructor: string; institution: string }>(
    'SELECT id, instructor_id AS instructor, institution_id AS institution FROM courses WHERE sourced_id = $1',
    [course],
  );
  const [{ id = '', instructor = '', institution = '' } = {}] = rows;
  const viewer = mintViewer({
    userId: instructor,
    role: 'INSTRUCTOR',
    institutionId: institution,
    displayName: 'Somebody',
    email: null,
  });
  const { days, weeks, firstActiveDay, lastActiveDay } = await getClassActivity(viewer, id, {});
  const { summary } = await getClassSummary(viewer, id);
  const file = await countFile(owner, folder);
  const active = days.filter(({ students }) => students > 0);
  expect(active.map(({ day, students }) => [day, students])).toEqual(file.days);
  expect(active.map(({ day, interactions }) => [day, interactions])).toEqual(file.clicks);
  expect(weeks.filter(({ students }) => students > 0).map(({ week, students }) => [week, students])).toEqual(
    file.weeks,
  );
  expect([firstActiveDay, lastActiveDay]).toEqual([file.days.at(0)?.[0], file.days.at(-1)?.[0]]);
  expect(summary.medianCompletion).toBe(file.median);
}
