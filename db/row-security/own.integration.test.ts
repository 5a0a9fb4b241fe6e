import { afterAll, describe, expect, it } from 'vitest';
import { administratorOf, as, denied, openTwoSchools, studentOf, teacherOf } from '../testing/two-schools';

const { north, south, ask, count, ids, close } = await openTwoSchools();
afterAll(close);

describe('row security', () => {
  it('shows a student the own rows, and nothing of what only the product works with', async () => {
    const me = studentOf(north, 1);
    for (const table of [
      'enrollments',
      'user_progress',
      'activity_days',
      'progress_events',
      'risk_snapshots',
      'risk_list_students',
      'question_answers',
    ]) {
      expect([table, await count(me, table)]).toEqual([table, 1]);
    }
    expect(await count(me, 'audit_log WHERE student_id = $1', [me.userId])).toBe(1);
    for (const table of ['imports', 'import_rejections', 'sign_in_attempts', 'outgoing_emails'])
      expect([table, await count(me, table)]).toEqual([table, 0]);
  });

  it('lets a student not write in another’s name', async () => {
    const classmate = studentOf(north, 1);
    const victim = north.studentIds[0];
    for (const [sql, values] of [
      ['UPDATE enrollments SET user_id = $1 WHERE user_id = $2', [victim, north.studentIds[1]]],
      ['INSERT INTO progress_events (user_id, event_key) VALUES ($1, gen_random_uuid())', [victim]],
      [
        `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen)
         SELECT gen_random_uuid(), $1, question_id, version, '{a}' FROM question_versions`,
        [victim],
      ],
      ['UPDATE question_answers SET correct = true WHERE user_id <> $1', [victim]],
      ['DELETE FROM question_answers WHERE user_id <> $1', [victim]],
      ["INSERT INTO audit_log (action, object_type, actor_id) VALUES ('forged', 'test', $1)", [victim]],
    ] as const) {
      await expect(ask(classmate, sql, [...values]), sql).rejects.toMatchObject({ code: denied });
    }
  });

  it('lets a student not become a teacher or an administrator', async () => {
    const me = studentOf(north, 1);
    expect(await ask(me, "UPDATE users SET role = 'ADMIN' WHERE id = $1 RETURNING 1", [me.userId])).toEqual(
      [],
    );
    await expect(
      ask(me, "UPDATE enrollments SET role = 'INSTRUCTOR' WHERE user_id = $1", [me.userId]),
    ).rejects.toMatchObject({ code: denied });
  });

  it('shows an instructor the own class only', async () => {
    const teacher = teacherOf(north);
    const mine = [...north.studentIds].sort();
    for (const table of [
      'enrollments',
      'user_progress',
      'activity_days',
      'risk_snapshots',
      'question_answers',
    ]) {
      expect(await ids(teacher, `SELECT user_id AS id FROM ${table}`)).toEqual(mine);
    }
    expect(await ids(teacher, 'SELECT id FROM users')).toEqual([...mine, north.instructorId].sort());
    expect(await count(teacher, 'progress_events')).toBe(0);
    const colleague = as(north, south.instructorId, 'INSTRUCTOR');
    expect(await count(colleague, 'enrollments WHERE course_id = $1', [north.courseId])).toBe(0);
  });

  it('gives the name of a role no rights that the person does not have', async () => {
    const pretender = as(north, north.studentIds[0] ?? '', 'INSTRUCTOR');
    expect(await ids(pretender, 'SELECT user_id AS id FROM enrollments')).toEqual([north.studentIds[0]]);
  });

  it('shows an administrator the own institution only', async () => {
    const admin = administratorOf(north);
    const people = [...north.studentIds, north.instructorId, north.adminId].sort();
    expect(await ids(admin, 'SELECT id FROM users')).toEqual(people);
    for (const table of [
      'enrollments',
      'user_progress',
      'activity_days',
      'risk_snapshots',
      'question_answers',
    ]) {
      expect(await ids(admin, `SELECT user_id AS id FROM ${table}`)).toEqual([...north.studentIds].sort());
    }
    expect(await ids(admin, 'SELECT DISTINCT institution_id AS id FROM audit_log')).toEqual([
      north.institutionId,
    ]);
    expect(await ids(admin, 'SELECT institution_id AS id FROM imports')).toEqual([north.institutionId]);
    const unattached = { ...admin, institutionId: null };
    expect(await ids(unattached, 'SELECT id FROM users')).toEqual([north.adminId]);
    expect(await count(unattached, 'audit_log')).toBe(0);
  });

  it('keeps an administrator from moving people between institutions', async () => {
    const admin = administratorOf(north);
    await expect(
      ask(admin, 'UPDATE users SET institution_id = $1 WHERE id = $2', [
        south.institutionId,
        north.studentIds[0],
      ]),
    ).rejects.toMatchObject({ code: denied });
    expect(
      await ask(admin, 'UPDATE users SET display_name = $1 WHERE id = $2 RETURNING 1', [
        'x',
        south.studentIds[0],
      ]),
    ).toEqual([]);
  });
});
