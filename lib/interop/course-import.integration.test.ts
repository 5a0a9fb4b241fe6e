import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContentBlock } from '@/db/schema/content';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { importCourse } from './import-course';
import { readCourse } from './markdown-course/read-course';
import type { ImportContext } from './run/context';
import { folderOf, rowVersions } from './testing/files';

const realFolder = '../shared/data/courses/carpentries-python';

let test: TestDatabase;
let context: ImportContext;

beforeAll(async () => {
  test = await testDatabase();
  context = { database: test.database, dataDir: folderOf({}) };
  await createClassroom(test.owner, 0);
});
afterAll(() => test?.close());

const defaults = { institution: null, instructor: null, draft: false };
const every = (blocks: ContentBlock[]): ContentBlock[] =>
  blocks.flatMap((block) => [
    block,
    ...('blocks' in block ? every(block.blocks) : []),
    ...(block.type === 'exercise' ? block.solutions.flatMap(every) : []),
  ]);

function writeFolder(text: string): string {
  const folder = folderOf({ 'config.yaml': 'title: Small\nepisodes: [a.md]\n' });
  mkdirSync(join(folder, 'episodes'));
  writeFileSync(join(folder, 'episodes/a.md'), `---\ntitle: A\nteaching: 4\n---\n${text}`);
  return folder;
}

describe('import course', () => {
  it('writes a course once; the same folder changes nothing, an edit changes its section', async () => {
    const folder = writeFolder('## One\ntext\n## Two\nmore\n');
    const first = await importCourse(context, folder, defaults);
    expect(first.files).toMatchObject({ course: { new: 1 }, lessons: { new: 1 }, sections: { new: 2 } });
    const before = await rowVersions(test.owner);
    await importCourse(context, folder, defaults);
    expect(await rowVersions(test.owner)).toEqual(before);
    writeFileSync(
      join(folder, 'episodes/a.md'),
      '---\ntitle: A\nteaching: 4\n---\n## One\ntext\n## Two\nless\n',
    );
    const edited = await importCourse(context, folder, defaults);
    expect(edited.files.sections).toMatchObject({ changed: 1, unchanged: 1 });
  });

  it('keeps a question and its answers when it moves or changes, and says what became of each', async () => {
    const ask = (prompt: string, right = 'a', why = 'Why.') =>
      `:::: question\n${prompt}\n- [${right === 'a' ? 'x' : ' '}] a\n- [${right === 'b' ? 'x' : ' '}] b\n::: explanation\n${why}\n:::\n::::\n`;
    const folder = writeFolder(`## One\ntext\n${ask('A?')}${ask('B?')}## Two\nmore\n${ask('C?')}`);
    const write = (text: string) =>
      writeFileSync(join(folder, 'episodes/a.md'), `---\ntitle: A\nteaching: 4\n---\n${text}`);
    const run = async () => (await importCourse(context, folder, defaults)).files.questions;
    const rows = async () =>
      (
        await test.owner.query(
          `SELECT q.id, q.version, v.prompt, k.correct, k.explanation, s.title, q.question_order AS place
           FROM questions q JOIN sections s ON s.id = q.section_id JOIN question_versions v ON v.question_id = q.id AND v.version = q.version
           JOIN question_keys k ON k.question_id = q.id AND k.version = q.version WHERE q.deleted_at IS NULL ORDER BY v.prompt`,
        )
      ).rows;
    expect(await run()).toMatchObject({ read: 3, new: 3 });
    const [a, b, c] = await rows();
    const before = await rowVersions(test.owner);
    expect(await run()).toMatchObject({ unchanged: 3 });
    expect(await rowVersions(test.owner)).toEqual(before);

    write(`## One\ntext\n${ask('B?', 'a', 'Better.')}## Two\nmore\n${ask('A?')}${ask('C?', 'b')}`);
    expect(await run()).toMatchObject({ changed: 3 });
    expect(await rows()).toEqual([
      { ...a, title: 'Two' },
      { ...b, explanation: 'Better.', place: 1 },
      { ...c, version: 2, correct: ['b'], place: 2 },
    ]);
    write(`## One\ntext\n${ask('B?', 'a', 'Better.')}## Two\nmore\n`);
    const report = await importCourse(context, folder, defaults);
    expect(report.files.questions).toMatchObject({ read: 1, unchanged: 1 });
    expect(report.warnings).toContain('2 questions are no longer in the folder and have been removed');
    write(`## One\ntext\n${ask('B?', 'a', 'Better.')}## Two\nmore\n${ask('A?')}`);
    expect(await run()).toMatchObject({ changed: 1, unchanged: 1 });
    expect((await rows())[0]).toMatchObject({ id: a.id, version: 1, title: 'Two', place: 1 });
    const { rows: texts } = await test.owner.query(
      'SELECT content::text || content_text AS text FROM sections',
    );
    for (const { text } of texts) expect(text).not.toMatch(/\[x\]|Why\.|Better\./);
  });

  it('reads nothing outside of its folder', async () => {
    const folder = writeFolder('![a](../../secret.png) ![b](fig.png)\n');
    symlinkSync('/etc/hostname', join(folder, 'episodes/fig.png'));
    const course = readCourse(folder);
    expect(course.warnings).toHaveLength(2);
    expect(every(course.lessons[0]?.sections[0]?.blocks ?? []).some((block) => block.type === 'figure')).toBe(
      false,
    );
    writeFileSync(join(folder, 'config.yaml'), 'title: T\nepisodes: [../../outside.md]\n');
    expect(() => readCourse(folder)).toThrow(/leads out of the folder/);
  });

  it.skipIf(!existsSync(realFolder))('reads the real course completely', async () => {
    const course = readCourse(realFolder);
    const blocks = course.lessons.flatMap((lesson) => lesson.sections.flatMap((one) => every(one.blocks)));
    const count = (type: ContentBlock['type']) => blocks.filter((block) => block.type === type).length;
    const sum = (pick: 'teaching' | 'exercises') =>
      course.lessons.reduce((total, lesson) => total + lesson[pick], 0);
    expect(course.lessons.map((lesson) => lesson.title)).toHaveLength(12);
    expect(course.lessons[0]?.title).toBe('Python Fundamentals');
    expect(course.lessons[11]?.title).toBe('Command-Line Programs');
    expect([sum('teaching'), sum('exercises')]).toEqual([350, 95]);
    expect([count('exercise'), count('code'), count('figure')]).toEqual([53, 435, 23]);
    const report = await importCourse(context, realFolder, defaults);
    expect(report.files).toMatchObject({ course: { new: 1 }, lessons: { new: 12 }, sections: { new: 45 } });
  });
});
