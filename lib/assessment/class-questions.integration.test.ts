import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom, createQuestion } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { getClassQuestions } from './class-questions';
import { tallyAnswers } from './tally-answers';
import { analyseNaively, type FirstAnswers } from './testing/naive-analysis';

const students = 40;
let db: TestDatabase;
let room: Classroom;
let questions: string[];

const viewer = (userId: string, role: Viewer['role'], institutionId = room.institutionId) =>
  mintViewer({ userId, role, institutionId, displayName: 'Somebody', email: null });
const instructor = () => viewer(room.instructorId, 'INSTRUCTOR');
const write = (studentId: string | undefined, questionId: string | undefined, chosen: string, version = 1) =>
  db.owner.query(
    `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen) VALUES ($1, $2, $3, $4, ARRAY[$5])`,
    [randomUUID(), studentId, questionId, version, chosen],
  );

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, students);
  questions = [];
  for (const order of [1, 2, 3, 4, 5]) questions.push((await createQuestion(db.owner, room, { order })).id);
});
afterAll(() => db.close());

describe('how a class answers', () => {
  it('equals a recomputation from the answers of each student; later attempts count for nothing', async () => {
    const attempts = fc.array(fc.constantFrom('a', 'a', 'b', 'c'), { maxLength: 3 });
    const oneStudent = fc.array(attempts, { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(oneStudent, { minLength: students, maxLength: students }), async (class_) => {
        await db.owner.query('DELETE FROM question_answers');
        const first: FirstAnswers[] = class_.map(() => ({}));
        for (const [n, ofStudent] of class_.entries()) {
          for (const [index, chosen] of ofStudent.entries()) {
            for (const id of chosen) await write(room.studentIds[n], questions[index], id);
            const [own] = chosen;
            if (own)
              Object.assign(first[n] ?? {}, {
                [questions[index] ?? '']: { chosen: [own], correct: own === 'a' },
              });
          }
        }
        const { questions: found } = await getClassQuestions(instructor(), room.courseId);
        expect(found.map(({ id }) => id)).toEqual(questions);
        for (const { id, answered, figures } of found) {
          const plain = analyseNaively(first, id, ['a', 'b', 'c']);
          expect(answered).toBe(first.filter((answers) => answers[id]).length);
          const all = figures && [
            figures.difficulty.value,
            figures.discrimination.pointBiserial?.value ?? null,
            figures.discrimination.upperLower,
            ...figures.choices.flatMap(({ share, upper, lower }) => [share, upper, lower]),
          ];
          const expected = plain && [
            plain.difficulty,
            plain.pointBiserial,
            plain.upperLower,
            ...plain.choices.flatMap(({ share, upper, lower }) => [share, upper, lower]),
          ];
          // Adding 0 makes the −0 of a tiny negative number the 0 that it stands for.
          const rounded = (values: (number | null)[] | null) =>
            values?.map((value) => (value === null ? null : Math.round(value * 1e9) / 1e9 + 0));
          expect(rounded(all)).toEqual(rounded(expected));
        }
      }),
      { numRuns: 4 },
    );
  });

  it('is kept for a large class as of its last tally, which follows answers and questions', async () => {
    const never = new AbortController().signal;
    const tally = (from: number) => tallyAnswers(db.database, never, from);
    const aMinutePasses = async () => {
      await db.owner.query("UPDATE answer_cells SET as_of = as_of + interval '90 seconds'");
    };
    const ask = () => getClassQuestions(instructor(), room.courseId);
    await db.owner.query('DELETE FROM question_answers');
    for (const studentId of room.studentIds.slice(0, 12)) await write(studentId, questions[0], 'a');
    await db.owner.query('SELECT fold_course_deltas(1000)');
    const live = await ask();
    expect([live.asOf, await tally(students * 5 + 1)]).toEqual([null, 0]);
    expect(await tally(students * 5)).toBe(1);
    const kept = await ask();
    expect(kept).toEqual({ ...live, asOf: expect.any(String) });
    await aMinutePasses();
    expect(await tally(students * 5)).toBe(0);
    await write(room.studentIds[12], questions[0], 'b');
    expect((await ask()).questions).toEqual(kept.questions);
    await db.owner.query(
      "UPDATE enrollments SET updated_at = now() + interval '5 minutes' WHERE user_id = $1",
      [room.studentIds[12]],
    );
    expect(await tally(1_000_000)).toBe(1);
    expect((await ask()).questions[0]).toMatchObject({ answered: 13 });
    await db.owner.query('DELETE FROM answer_cells');
  });

  it('withholds every figure below ten students', async () => {
    await db.owner.query('DELETE FROM question_answers');
    for (const studentId of room.studentIds.slice(0, 9)) await write(studentId, questions[0], 'a');
    const [first] = (await getClassQuestions(instructor(), room.courseId)).questions;
    expect(first).toMatchObject({ answered: 9, figures: null, flags: [] });
    await write(room.studentIds[9], questions[0], 'b');
    const [then] = (await getClassQuestions(instructor(), room.courseId)).questions;
    expect(then?.figures?.difficulty.value).toBe(0.9);
  });

  it('starts anew with a changed question, and leaves out one that is gone', async () => {
    await db.owner.query(
      `INSERT INTO question_versions SELECT question_id, 2, kind, 'Which one, then?', choices FROM question_versions WHERE question_id = $1`,
      [questions[0]],
    );
    await db.owner.query("INSERT INTO question_keys VALUES ($1, 2, '{b}', NULL)", [questions[0]]);
    await db.owner.query('UPDATE questions SET version = 2 WHERE id = $1', [questions[0]]);
    await db.owner.query('UPDATE questions SET deleted_at = now() WHERE id = $1', [questions[4]]);
    await write(room.studentIds[0], questions[0], 'b', 2);
    const { questions: found } = await getClassQuestions(instructor(), room.courseId);
    expect(found.map(({ id }) => id)).toEqual(questions.slice(0, 4));
    expect(found[0]).toMatchObject({ version: 2, prompt: 'Which one, then?', answered: 1, figures: null });
  });

  it('is for those who answer for the class; others are refused alike whether it exists or not', async () => {
    const { questions: seen } = await getClassQuestions(viewer(room.adminId, 'ADMIN'), room.courseId);
    expect(seen).toHaveLength(4);
    const other = await createClassroom(db.owner, 1);
    for (const stranger of [
      viewer(room.studentIds[0] ?? '', 'STUDENT'),
      viewer(room.studentIds[0] ?? '', 'INSTRUCTOR'),
      viewer(other.instructorId, 'INSTRUCTOR', other.institutionId),
      viewer(other.adminId, 'ADMIN', other.institutionId),
    ]) {
      for (const courseId of [room.courseId, randomUUID()])
        await expect(getClassQuestions(stranger, courseId)).rejects.toMatchObject({ kind: 'not-found' });
    }
  });
});
