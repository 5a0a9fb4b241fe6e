import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom, createQuestion } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { checkRollups } from '@/lib/progress/check';
import { answerQuestion } from './answer-question';
import { getLessonQuestions } from './lesson-questions';
import { sectionScore } from './score';

let db: TestDatabase;
let room: Classroom;

const viewer = (userId: string, role: Viewer['role'] = 'STUDENT', institutionId = room.institutionId) =>
  mintViewer({ userId, role, institutionId, displayName: 'Somebody', email: null });
const student = (n = 0) => viewer(room.studentIds[n] ?? '');
const answerTo = (questionId: string, ...chosen: string[]) => ({
  id: randomUUID(),
  questionId,
  version: 1,
  chosen,
});
const lessonId = () => room.lessons[0]?.id ?? '';
const count = async (sql: string, ...values: unknown[]) =>
  Number((await db.owner.query(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0]?.n);
const score = async (sectionId: string | undefined) =>
  (
    await db.owner.query(
      'SELECT comprehension_score AS s FROM user_progress WHERE user_id = $1 AND section_id = $2',
      [room.studentIds[0], sectionId],
    )
  ).rows[0]?.s ?? null;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  room = await createClassroom(db.owner, 2);
});
afterAll(() => db.close());

describe('an answer', () => {
  it('is graded at once; the key comes with a right answer or the second one', async () => {
    const { id } = await createQuestion(db.owner, room);
    expect(await answerQuestion(student(), answerTo(id, 'b'))).toMatchObject({
      attempt: 1,
      correct: false,
      key: null,
    });
    expect(await answerQuestion(student(), answerTo(id, 'c'))).toMatchObject({
      attempt: 2,
      correct: false,
      key: { correct: ['a'], explanation: 'Because it is.' },
    });
    expect(await answerQuestion(student(1), answerTo(id, 'a'))).toMatchObject({
      attempt: 1,
      correct: true,
      key: { correct: ['a'] },
      comprehension: 100,
    });
  });

  it('that is sent again counts once, also when both arrive together', async () => {
    const { id } = await createQuestion(db.owner, room);
    const answer = answerTo(id, 'b');
    const receipts = await Promise.all([1, 2, 3].map(() => answerQuestion(student(), answer)));
    const given = "audit_log WHERE action = 'question.answer' AND object_id = $1 AND student_id = $2";
    expect(await count(given, id, student().userId)).toBe(1);
    expect(receipts.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    expect(receipts.filter(({ duplicate }) => duplicate)).toHaveLength(2);
    expect(await count('question_answers WHERE question_id = $1', id)).toBe(1);
    await expect(answerQuestion(student(), { ...answer, chosen: ['a'] })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await answerQuestion(student(1), answer)).toMatchObject({ attempt: 1, duplicate: false });
  });

  it('is right when exactly the right choices are chosen, in any order', async () => {
    const { id } = await createQuestion(db.owner, room, { correct: ['a', 'c'] });
    const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, async (chosen) => {
        const { rows } = await db.owner.query('SELECT is_right($1, 1, $2) AS "isRight"', [id, chosen]);
        expect(rows[0]?.isRight).toBe([...chosen].sort().join() === 'a,c');
      }),
      { numRuns: 30 },
    );
  });

  it('is refused where it cannot be one, and leaves nothing behind', async () => {
    const { id } = await createQuestion(db.owner, room);
    const { id: gone } = await createQuestion(db.owner, room, { order: 2 });
    await db.owner.query('UPDATE questions SET deleted_at = now() WHERE id = $1', [gone]);
    const other = await createClassroom(db.owner, 1);
    const { id: foreign } = await createQuestion(db.owner, other);
    for (const [who, answer, kind] of [
      [null, answerTo(id, 'a'), 'unauthenticated'],
      [viewer(room.instructorId, 'INSTRUCTOR'), answerTo(id, 'a'), 'not-found'],
      [viewer(room.adminId, 'ADMIN'), answerTo(id, 'a'), 'not-found'],
      [student(), answerTo(foreign, 'a'), 'not-found'],
      [student(), answerTo(gone, 'a'), 'not-found'],
      [student(), answerTo(randomUUID(), 'a'), 'not-found'],
      [student(), answerTo(id, 'd'), 'invalid'],
      [student(), answerTo(id, 'a', 'b'), 'invalid'],
      [student(), answerTo(id), 'invalid'],
      [student(), { ...answerTo(id, 'a'), version: 2 }, 'conflict'],
      [student(), { ...answerTo(id, 'a'), attempt: 1 }, 'invalid'],
      [student(), { ...answerTo(id, 'a'), correct: true }, 'invalid'],
      [student(), { ...answerTo(id, 'a'), userId: room.studentIds[1] }, 'invalid'],
    ] as const) {
      await expect(answerQuestion(who, answer), JSON.stringify(answer)).rejects.toMatchObject({ kind });
    }
    await db.owner.query('SELECT drop_student($1, $2)', [room.studentIds[0], room.courseId]);
    await expect(answerQuestion(student(), answerTo(id, 'a'))).rejects.toMatchObject({ kind: 'not-found' });
    expect(await count('question_answers WHERE course_id = $1', room.courseId)).toBe(0);
    expect(await count('user_progress WHERE course_id = $1', room.courseId)).toBe(0);
  });

  it('is taken fifty times at most', async () => {
    const { id } = await createQuestion(db.owner, room);
    await db.owner.query(
      `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen)
       SELECT gen_random_uuid(), $1, $2, 1, '{b}' FROM generate_series(1, 50)`,
      [room.studentIds[0], id],
    );
    await expect(answerQuestion(student(), answerTo(id, 'a'))).rejects.toMatchObject({ kind: 'too-many' });
  });
});

describe('the score of a section', () => {
  it('follows the last answers, and every rollup stays exact', async () => {
    const sectionId = room.lessons[0]?.sectionIds[0];
    const ids = [
      (await createQuestion(db.owner, room)).id,
      (await createQuestion(db.owner, room, { order: 2 })).id,
      (await createQuestion(db.owner, room, { order: 3 })).id,
    ];
    const step = fc.record({ question: fc.nat(2), chosen: fc.constantFrom('a', 'b') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await db.owner.query('DELETE FROM question_answers WHERE user_id = $1', [room.studentIds[0]]);
        await db.owner.query(
          'UPDATE user_progress SET comprehension_score = NULL, comprehension_scored_at = NULL WHERE user_id = $1',
          [room.studentIds[0]],
        );
        await db.owner.query(
          'UPDATE enrollments SET comprehension_sum = 0, comprehension_count = 0 WHERE user_id = $1',
          [room.studentIds[0]],
        );
        const last = new Map<number, string>();
        for (const { question, chosen } of steps) {
          await answerQuestion(student(), answerTo(ids[question] ?? '', chosen));
          last.set(question, chosen);
        }
        const right = [...last.values()].filter((chosen) => chosen === 'a').length;
        const expected = sectionScore({ questions: 3, answered: last.size, right });
        expect(await score(sectionId).then((found) => found && Number(found))).toBe(expected);
        expect(await asSystem(checkRollups)).toMatchObject({ exact: true });
      }),
      { numRuns: 12 },
    );
  });

  it('lets no two answers at once take each other’s attempt', async () => {
    const { id } = await createQuestion(db.owner, room);
    const receipts = await Promise.all(
      ['b', 'c', 'a', 'b', 'a', 'c'].map((chosen) => answerQuestion(student(), answerTo(id, chosen))),
    );
    expect(receipts.map(({ attempt }) => attempt).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const { rows } = await db.owner.query(
      `SELECT (SELECT correct FROM question_answers WHERE question_id = $1 ORDER BY attempt DESC LIMIT 1) AS last,
         bool_and(answered_at > before) FILTER (WHERE before IS NOT NULL) AS "inOrder"
       FROM (SELECT answered_at, lag(answered_at) OVER (ORDER BY attempt) AS before FROM question_answers
         WHERE question_id = $1) a`,
      [id],
    );
    expect(rows[0]?.inOrder).toBe(true);
    expect(Number(await score(room.lessons[0]?.sectionIds[0]))).toBe(rows[0]?.last ? 100 : 0);
    expect(await asSystem(checkRollups)).toMatchObject({ exact: true });
  });
});

describe('the questions of a lesson', () => {
  it('come without keys to students, with them to staff, and to nobody else', async () => {
    const { id } = await createQuestion(db.owner, room);
    const read = (who: Viewer) => getLessonQuestions(who, room.courseId, lessonId());
    expect(await read(student())).toMatchObject([
      { id, version: 1, kind: 'SINGLE', answer: null, key: null },
    ]);
    expect(JSON.stringify(await read(student()))).not.toMatch(/Because it is|"correct"/);
    await answerQuestion(student(), answerTo(id, 'b'));
    expect(await read(student())).toMatchObject([{ answer: { attempt: 1, correct: false }, key: null }]);
    await answerQuestion(student(), answerTo(id, 'a'));
    expect(await read(student())).toMatchObject([{ answer: { attempt: 2 }, key: { correct: ['a'] } }]);
    expect(await read(student(1))).toMatchObject([{ answer: null, key: null }]);
    for (const staff of [viewer(room.instructorId, 'INSTRUCTOR'), viewer(room.adminId, 'ADMIN')])
      expect(await read(staff)).toMatchObject([{ answer: null, key: { correct: ['a'] } }]);
    const other = await createClassroom(db.owner, 1);
    for (const stranger of [
      viewer(other.studentIds[0] ?? ''),
      viewer(other.instructorId, 'INSTRUCTOR', other.institutionId),
      viewer(other.adminId, 'ADMIN', other.institutionId),
    ])
      await expect(read(stranger)).rejects.toMatchObject({ kind: 'not-found' });
    await db.owner.query('SELECT drop_student($1, $2)', [room.studentIds[0], room.courseId]);
    await expect(read(student())).rejects.toMatchObject({ kind: 'not-found' });
  });
});
