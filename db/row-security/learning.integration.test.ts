import { afterAll, describe, expect, it } from 'vitest';
import type { Identity } from '../client';
import { createClassroom, createQuestion } from '../testing/fixtures';
import {
  administratorOf,
  as,
  denied,
  nobody,
  openTwoSchools,
  studentOf,
  teacherOf,
} from '../testing/two-schools';

const { db, north, south, ask, count, ids, close } = await openTwoSchools();
afterAll(close);

describe('the key of a question', () => {
  it('is not tried out but by an answer, which counts as one', async () => {
    const room = await createClassroom(db.owner, 1);
    const { id } = await createQuestion(db.owner, room);
    for (const identity of [studentOf(room, 0), teacherOf(room), nobody])
      await expect(ask(identity, "SELECT is_right($1, 1, ARRAY['a'])", [id])).rejects.toMatchObject({
        code: denied,
      });
  });

  it('is for those who answer for the course, and for a student after a right answer or the second one', async () => {
    const room = await createClassroom(db.owner, 2);
    const { id } = await createQuestion(db.owner, room);
    const keys = (identity: Identity) => count(identity, 'question_keys WHERE question_id = $1', [id]);
    const answer = (n: number, chosen: string) =>
      ask(
        studentOf(room, n),
        `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen)
         VALUES (gen_random_uuid(), $1, $2, 1, ARRAY[$3]) RETURNING attempt, correct`,
        [room.studentIds[n], id, chosen],
      );
    expect(await keys(studentOf(room, 0))).toBe(0);
    expect(await answer(0, 'b')).toEqual([{ attempt: 1, correct: false }]);
    expect(await keys(studentOf(room, 0))).toBe(0);
    expect(await answer(0, 'c')).toEqual([{ attempt: 2, correct: false }]);
    expect([await keys(studentOf(room, 0)), await keys(studentOf(room, 1))]).toEqual([1, 0]);
    expect(await answer(1, 'a')).toEqual([{ attempt: 1, correct: true }]);
    expect(await keys(studentOf(room, 1))).toBe(1);
    for (const [identity, seen] of [
      [teacherOf(room), 1],
      [administratorOf(room), 1],
      [as(room, room.studentIds[0] ?? '', 'INSTRUCTOR'), 0],
      [teacherOf(north), 0],
      [administratorOf(north), 0],
      [nobody, 0],
    ] as const) {
      expect([identity.role, await keys(identity)]).toEqual([identity.role, seen]);
    }
  });

  it('is nobody’s to change but the product’s, and no answer says of itself that it is right', async () => {
    const me = studentOf(north, 0);
    await expect(
      ask(me, "INSERT INTO question_keys (question_id, version, correct) SELECT id, 2, '{b}' FROM questions"),
    ).rejects.toMatchObject({ code: denied });
    expect(await ask(me, "UPDATE question_keys SET correct = '{b}' RETURNING 1")).toEqual([]);
    const [forged] = await ask<{ correct: boolean; attempt: number; past: boolean }>(
      me,
      `INSERT INTO question_answers (id, user_id, course_id, question_id, question_version, chosen, correct, attempt, answered_at)
       SELECT gen_random_uuid(), $1, $2, id, 1, '{b}', true, 1, '2020-01-01' FROM questions WHERE course_id = $2
       RETURNING correct, attempt, answered_at < now() AS past`,
      [me.userId, north.courseId],
    );
    expect(forged).toEqual({ correct: false, attempt: 2, past: false });
  });
});

describe('what dashboards keep', () => {
  it('is shown to the student, and to those who answer for the class', async () => {
    const mine = [...north.studentIds].sort();
    const seen = (identity: Identity) => ids(identity, 'SELECT user_id AS id FROM standings');
    expect(await seen(studentOf(north, 1))).toEqual([north.studentIds[1]]);
    expect(await seen(teacherOf(north))).toEqual(mine);
    expect(await seen(administratorOf(north))).toEqual(mine);
  });

  it('keeps what a student was recommended from everybody else, but where the whole record is opened', async () => {
    for (const staff of [teacherOf(north), administratorOf(north)])
      expect(await count(staff, 'recommendation_events')).toBe(0);
    expect(await count(studentOf(north, 0), 'recommendation_events')).toBe(1);
    const opened = (identity: Identity) =>
      count(identity, 'opened_recommendations($1)', [north.studentIds[0]]);
    expect(await opened(administratorOf(north))).toBe(1);
    for (const other of [teacherOf(north), studentOf(north, 1), administratorOf(south), nobody])
      expect(await opened(other)).toBe(0);
  });

  it('shows a student only the norms that eleven stand behind, of the own courses', async () => {
    expect(await ids(studentOf(north, 0), 'SELECT lesson_id AS id FROM lesson_norms')).toEqual([
      north.lessons[1]?.id,
    ]);
    expect(await count(teacherOf(north), 'lesson_norms')).toBe(2);
  });

  it('shows how a class answers to those who answer for it', async () => {
    for (const staff of [teacherOf(north), administratorOf(north)])
      expect(await ids(staff, 'SELECT course_id AS id FROM answer_cells')).toEqual([north.courseId]);
    for (const other of [studentOf(north, 0), nobody]) expect(await count(other, 'answer_cells')).toBe(0);
  });

  it('shows the rules’ history to administrators of the institution, their numbers to everybody', async () => {
    expect(await count(administratorOf(north), 'analytics_rules')).toBe(1);
    for (const other of [studentOf(north, 0), teacherOf(north)])
      expect(await count(other, 'analytics_rules')).toBe(0);
    expect(await ask(nobody, 'SELECT changes FROM institution_rules($1)', [north.institutionId])).toEqual([
      { changes: {} },
    ]);
  });

  it('lets nobody but the product record a standing', async () => {
    await expect(
      ask(
        studentOf(north, 0),
        "INSERT INTO standings (user_id, course_id, day, evidence, rules_version) VALUES ($1, $2, '2026-03-03', '{}', 1)",
        [north.studentIds[0], north.courseId],
      ),
    ).rejects.toMatchObject({ code: denied });
  });
});

describe('an enrolment', () => {
  it('stays with whom and with what it was made for, whoever asks', async () => {
    const me = studentOf(north, 0);
    for (const change of ['course_id = $2', 'user_id = $2', 'id = $2']) {
      const sql = `UPDATE enrollments SET ${change} WHERE user_id = $1`;
      for (const who of [
        me,
        teacherOf(north),
        administratorOf(north),
        { ...nobody, role: 'SYSTEM' as const },
      ])
        await expect(ask(who, sql, [me.userId, south.courseId]), sql).rejects.toMatchObject({ code: denied });
    }
  });
});
