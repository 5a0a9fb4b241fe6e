import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { ImportStopped, UsageError } from '../failure';
import { importRoster } from '../roster/import-roster';
import type { ImportContext } from '../run/context';
import { folderOf, rosterFiles, rowVersions } from '../testing/files';
import { importCatalog } from './import-catalog';

let test: TestDatabase;
let context: ImportContext;

beforeAll(async () => {
  test = await testDatabase();
  context = { database: test.database, dataDir: folderOf({}) };
  await test.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
});
afterAll(() => test?.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await test.owner.query<Record<string, unknown>>(sql, values)).rows;
const fileOf = (text: string | Buffer) => `${folderOf({ 'c.csv': text })}/c.csv`;
const catalog = (text: string | Buffer, institution: string | null = 'Hill College') =>
  importCatalog(context, fileOf(text), institution);
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

const head = 'code,title,description,level,department,credits';
const first = [
  head,
  'MATH 20C,Calculus,"Curves, surfaces\nand ""fields"" — <b>ℝ³</b>",lower division,Mathematics,4',
  'CS 101,Programming,,,Computer Science,1-4',
  ',Field Trip,Outside,Graduate,,',
].join('\n');

// The parts build on each other, as imports do.
describe.sequential('the catalog import', () => {
  it('publishes every course in an institution that it creates, held by one course office', async () => {
    const report = await catalog(first);
    expect(report.warnings).toEqual(['The institution “Hill College” is new']);
    expect(report.files['c.csv']).toMatchObject({ read: 3, new: 3, rejected: 0 });
    expect(
      await rows(`SELECT c.code, c.title, c.description, c.department, c.credits, c.difficulty_level AS level,
          c.target_audience::text AS audience, c.status, c.published_at IS NOT NULL AS dated, k.published,
          k.institution_name AS institution, k.instructor_name AS instructor
        FROM courses c JOIN course_cards k ON k.course_id = c.id ORDER BY c.code`),
    ).toMatchObject([
      { code: 'CS 101', description: null, credits: '1-4', level: 'BEGINNER', audience: '{}' },
      {
        code: 'MATH 20C',
        title: 'Calculus',
        description: 'Curves, surfaces\nand "fields" — <b>ℝ³</b>',
        department: 'Mathematics',
        credits: '4',
        level: 'BEGINNER',
        audience: '{UNDERGRADUATE}',
        status: 'PUBLISHED',
        dated: true,
        published: true,
        institution: 'Hill College',
        instructor: 'Course office',
      },
      { code: null, title: 'Field Trip', department: null, level: 'ADVANCED', audience: '{GRADUATE}' },
    ]);
    expect(await rows('SELECT role, email, password_hash FROM users')).toEqual([
      { role: 'INSTRUCTOR', email: null, password_hash: null },
    ]);
    expect(await rows(`SELECT 1 AS n FROM audit_log WHERE action = 'import.catalog'`)).toHaveLength(1);
  });

  it('changes no row when the same catalog comes again, in another dress', async () => {
    const before = await rowVersions(test.owner);
    const [, ...lines] = first.split('\n');
    const body = lines.join('\n').replaceAll('\n', '\r\n');
    const report = await catalog(
      gzipSync(`\uFEFF\r\nCode,TITLE,Description,Level,Department,Credits\r\n\r\n${body}\r\n\r\n`),
      'hill college',
    );
    expect(report.files['c.csv']).toMatchObject({ read: 3, new: 0, changed: 0, unchanged: 3 });
    expect(await rowVersions(test.owner)).toEqual(before);
  });

  it('reads columns in any order and a code in any spelling, and leaves alone what it has no column for', async () => {
    const report = await catalog('title,credits,code,Room\nVectors,2, math20c ,R 1\n');
    expect(report.files['c.csv']).toMatchObject({ read: 1, changed: 1 });
    expect(report.warnings).toEqual(['c.csv: the column room is not used']);
    const found = await rows(`SELECT code, title, department, credits, difficulty_level AS level,
      target_audience::text AS audience, length(description) AS length FROM courses WHERE sourced_id = 'catalog:math20c'`);
    expect(found).toEqual([
      {
        code: 'math20c',
        title: 'Vectors',
        department: 'Mathematics',
        credits: '2',
        level: 'BEGINNER',
        audience: '{UNDERGRADUATE}',
        length: 41,
      },
    ]);
  });

  it('updates what the file names, keeps what it does not, and leaves the people of a course alone', async () => {
    await test.owner.query(`WITH person AS (
        INSERT INTO users (institution_id, role, display_name) SELECT id, 'INSTRUCTOR', 'Ada' FROM institutions RETURNING id)
      UPDATE courses SET instructor_id = person.id, status = 'ARCHIVED' FROM person WHERE sourced_id = 'catalog:cs101'`);
    const report = await catalog(`${head}\ncs 101,Programming I,New,Advanced,Computing,2\nCS 102,Next,,,,\n`);
    expect(report.files['c.csv']).toMatchObject({ read: 2, new: 1, changed: 1, unchanged: 0 });
    expect(
      await rows(`SELECT c.title, c.difficulty_level AS level, c.status, k.instructor_name AS instructor, k.difficulty_level AS card
        FROM courses c JOIN course_cards k ON k.course_id = c.id WHERE c.sourced_id = 'catalog:cs101'`),
    ).toEqual([
      { title: 'Programming I', level: 'ADVANCED', status: 'ARCHIVED', instructor: 'Ada', card: 'ADVANCED' },
    ]);
    expect(await rows('SELECT title FROM courses ORDER BY 1')).toHaveLength(4);
  });

  it('takes several courses of one code for several courses, and the same one twice for a mistake', async () => {
    const topics = `${head}\nHIST 290,Topics: Trade,,,,\nhist290,Topics: War,,,,\nHIST 290,topics: trade,,,,\n`;
    const report = await catalog(topics);
    expect(report.files['c.csv']).toMatchObject({ read: 3, new: 2, rejected: 1 });
    expect(report.rejectedBecause).toEqual([{ reason: 'the same course as in line 2', rows: 1 }]);
    expect(report.warnings).toContain('c.csv: 1 code with several courses: told apart by their titles');
    const swapped = await catalog(`${head}\nhist 290,Topics: War,,,,\nHIST 290,Topics: Trade,,,,\n`);
    expect(swapped.files['c.csv']).toMatchObject({ new: 0, rejected: 0 });
    const alone = await catalog(`${head}\nHIST 290,Topics: War,,,,\n`);
    expect(alone.files['c.csv']).toMatchObject({ new: 0 });
    expect(await rows(`SELECT title FROM courses WHERE code ILIKE 'hist%290' ORDER BY 1`)).toEqual([
      { title: 'Topics: Trade' },
      { title: 'Topics: War' },
    ]);
    await test.owner.query(
      "DELETE FROM course_cards k USING courses c WHERE c.id = k.course_id AND c.code ILIKE 'hist%'",
    );
    await test.owner.query("DELETE FROM courses WHERE code ILIKE 'hist%'");
  });

  it('never touches a course that was made in another way, not even one of the same code', async () => {
    await importRoster(context, folderOf(rosterFiles));
    const [before] = await rows(`SELECT xmin, title FROM courses WHERE sourced_id = 'c1'`);
    await catalog(`${head}\nBIO 1,Other,Other,Graduate,Other,9\n`, 'North School');
    expect(await rows(`SELECT xmin, title FROM courses WHERE sourced_id = 'c1'`)).toEqual([before]);
    expect(await rows(`SELECT title FROM courses WHERE code = 'BIO 1' ORDER BY 1`)).toEqual([
      { title: 'Cells' },
      { title: 'Other' },
    ]);
  });

  it('rejects bad rows with line and reason, leaves bad cells out with a warning, and takes the rest', async () => {
    const long = 'x'.repeat(121);
    const report = await catalog(
      Buffer.concat([
        Buffer.from(
          `${head}\nA 1,One,"two\nlines",Wizard,${long},${long}\n a1 ,ONE,,,,\nA 2,,,,,\nA 3,${'t'.repeat(501)},,,,\n` +
            `A 4,Nul\0,,,,\nA 5,short\n${'c'.repeat(81)},Long code,,,,\n,Twice,,,,\n,TWICE,,,,\nA 6,Bad `,
        ),
        Buffer.from([0xff, 0xfe]),
        Buffer.from(',,,,\n,,,,,\nA 7,Fine,,Sorcerer,,3\nA 8,"open,,,,\n'),
      ]),
      'Lake College',
    );
    const rejected = readFileSync(report.reportFile, 'utf8').trim().split('\r\n').slice(1);
    expect(rejected).toEqual([
      'c.csv,4,"the same course as in line 2"',
      'c.csv,5,"title: missing"',
      'c.csv,6,"title: longer than 500 characters"',
      'c.csv,7,"a NUL character or text that is not UTF-8"',
      'c.csv,8,"wrong number of columns"',
      'c.csv,9,"code: longer than 80 characters"',
      'c.csv,11,"the same course as in line 10"',
      'c.csv,12,"a NUL character or text that is not UTF-8"',
      'c.csv,13,"title: missing"',
      'c.csv,15,"a quote is opened and never closed"',
    ]);
    expect(report.files['c.csv']).toMatchObject({ read: 13, new: 3, rejected: 10 });
    const example = `the first in line 2, “${'x'.repeat(60)}…”`;
    expect(report.warnings).toEqual([
      'The institution “Lake College” is new',
      `c.csv: 1 row with credits longer than 20 characters: left out; ${example}`,
      `c.csv: 1 row with a department longer than 120 characters: left out; ${example}`,
      'c.csv: 2 rows with a level that is not understood: the number in the code decides; the first in line 2, “Wizard”',
    ]);
    expect(await rows(`SELECT credits, department FROM courses WHERE code = 'A 1'`)).toEqual([
      { credits: null, department: null },
    ]);
  });

  it('takes titles of 500 characters of any kind, with a code and without', async () => {
    const titles = ['ﬀ', '\ufb2c', 'Ⱥ'].map((letter) => letter.repeat(500));
    const text = `${head}\n${titles.map((title, n) => `${'\ufb2c'.repeat(79)}${n},${title},,,,\n,${title},,,,`).join('\n')}\n`;
    const report = await catalog(text, 'Long College');
    expect(report.files['c.csv']).toMatchObject({ read: 6, new: 6, rejected: 0 });
    expect((await catalog(text, 'Long College')).files['c.csv']).toMatchObject({ unchanged: 6 });
    const [one] = await rows('SELECT max(length(title)) AS longest FROM courses');
    expect(one).toEqual({ longest: 500 });
  });

  it('writes nothing without a title column, and asks which institution is meant', async () => {
    await expect(catalog('code,name\n', 'Nowhere')).rejects.toThrow('c.csv has no column title.');
    await expect(catalog(first, null)).rejects.toThrow(UsageError);
    await expect(catalog(first, ' ')).rejects.toThrow(UsageError);
    expect(await rows(`SELECT 1 FROM institutions WHERE name IN ('Nowhere', '')`)).toEqual([]);
  });

  it('is stopped amid 8,000 courses, goes on with the same counts, and changes nothing again', async () => {
    const line = (n: number) =>
      `DEPT ${n},Course ${n},"About ${n}, and more",${n % 2 ? 'upper division' : ''},Dept ${n % 40},4`;
    const path = fileOf([head, ...Array.from({ length: 8_000 }, (_, n) => line(n))].join('\n'));
    const stopping = new AbortController();
    const onProgress = (done: number) => done > 0.7 && stopping.abort();
    const run = (more: Partial<ImportContext> = {}) =>
      importCatalog({ ...context, ...more }, path, 'Large College');
    await expect(run({ signal: stopping.signal, onProgress })).rejects.toThrow(ImportStopped);
    const count = async () =>
      (await rows(`SELECT count(*)::int AS n FROM course_cards WHERE institution_name = 'Large College'`))[0]
        ?.n;
    expect(await count()).toBeGreaterThan(0);
    expect(await count()).toBeLessThan(8_000);
    const report = await run();
    expect(report.resumed).toBe(true);
    expect(report.warnings).toEqual(['The institution “Large College” is new']);
    expect(report.files['c.csv']).toMatchObject({ read: 8_000, new: 8_000, rejected: 0 });
    expect(await count()).toBe(8_000);
    const before = await rowVersions(test.owner);
    expect((await run()).files['c.csv']).toMatchObject({ new: 0, changed: 0, unchanged: 8_000 });
    expect(await rowVersions(test.owner)).toEqual(before);
  });
});

const hostile = '../shared/data/hostile-text/blns.json';
const present = existsSync(hostile);
if (!present) console.warn(`Skipped: the hostile strings are not here (${hostile}).`);

it.skipIf(!present)('keeps hostile text letter by letter, or refuses it with a reason', async () => {
  const strings: string[] = JSON.parse(readFileSync(hostile, 'utf8'));
  const lines = strings.map((text, n) => `K${n},${[text, text, text, text, text].map(cell).join(',')}`);
  const report = await catalog([head, ...lines].join('\n'), 'Hostile College');
  const kept = await rows(
    `SELECT c.code, c.title, c.description FROM courses c JOIN institutions i ON i.id = c.institution_id
     WHERE i.name = 'Hostile College'`,
  );
  expect(kept.length + (report.files['c.csv']?.rejected ?? 0)).toBe(strings.length);
  expect(kept.length).toBeGreaterThan(strings.length * 0.9);
  for (const { code, title, description } of kept) {
    const text = strings[Number(String(code).slice(1))]?.trim();
    expect([title, description]).toEqual([text, text?.replace(/\r\n?/g, '\n')]);
  }
});
