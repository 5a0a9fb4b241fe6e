import { afterAll, describe, expect, it } from 'vitest';
import type { Identity } from '../client';
import { statement } from '../statement';
import {
  administratorOf,
  denied,
  nobody,
  openTwoSchools,
  studentOf,
  teacherOf,
} from '../testing/two-schools';

const { db, north, south, ask, count, close } = await openTwoSchools();
afterAll(close);

const everybody: [who: string, identity: Identity][] = [
  ['nobody', nobody],
  ['a student', studentOf(north, 0)],
  ['the teacher', teacherOf(north)],
  ['a teacher elsewhere', teacherOf(south)],
  ['an administrator', administratorOf(north)],
  ['an administrator elsewhere', administratorOf(south)],
];
const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };

/** The rows that a change met, or that it was denied. */
const outcomeOf = (identity: Identity, sql: string, values: unknown[]) =>
  ask(identity, sql, values).catch(({ code }: { code: string }) => code);

describe('what row security rests on', () => {
  it.each(everybody)('is not written by %s', async (_who, identity) => {
    const me = identity.userId ?? south.instructorId;
    for (const [sql, values] of [
      ['UPDATE courses SET instructor_id = $1 WHERE id = $2 RETURNING 1', [me, north.courseId]],
      ['UPDATE courses SET institution_id = $1 RETURNING 1', [south.institutionId]],
      ["UPDATE courses SET status = 'DRAFT' WHERE id = $1 RETURNING 1", [north.courseId]],
      [
        "UPDATE institutions SET time_zone = 'Pacific/Auckland' WHERE id = $1 RETURNING 1",
        [north.institutionId],
      ],
    ] as const)
      expect([[], denied], sql).toContainEqual(await outcomeOf(identity, sql, [...values]));
    const course = `INSERT INTO courses (title, instructor_id, institution_id, difficulty_level)
      VALUES ('Mine', $1, $2, 'BEGINNER')`;
    expect(await outcomeOf(identity, course, [me, north.institutionId])).toBe(denied);
    const school = "INSERT INTO institutions (name, slug) VALUES ('Mine', 'mine')";
    expect(await outcomeOf(identity, school, [])).toBe(denied);
  });

  it('stays the product’s to write, and everybody’s to read', async () => {
    const rename = 'UPDATE courses SET title = title WHERE id = $1 RETURNING 1';
    expect(await ask(system, rename, [north.courseId])).toHaveLength(1);
    for (const [who, identity] of everybody) {
      expect([who, await count(identity, 'courses')]).toEqual([who, 2]);
      expect([who, await count(identity, 'institutions')]).toEqual([who, 2]);
    }
  });

  it.each(everybody)('teaches what imports brought, and nothing that %s writes', async (_who, identity) => {
    for (const sql of [
      'UPDATE lessons SET title = title WHERE course_id = $1',
      'UPDATE sections SET title = title WHERE course_id = $1',
      'UPDATE questions SET deleted_at = now() WHERE course_id = $1',
      "INSERT INTO lessons (course_id, title, lesson_order) VALUES ($1, 'Mine', 99)",
      "INSERT INTO question_versions (question_id, version, kind, prompt, choices) VALUES ($1, 1, 'SINGLE', 'Mine', '[]')",
    ]) {
      expect(await outcomeOf(identity, sql, [north.courseId]), sql).toBe(denied);
      expect(await outcomeOf(system, sql, [north.courseId]), sql).not.toBe(denied);
    }
    await db.owner.query('DELETE FROM lessons WHERE title = $1', ['Mine']);
  });

  it('is held still by whoever enrols, so that the version cannot change meanwhile', async () => {
    const enrol = statement('test.enrol', 'SELECT enroll_student($1, $2)');
    const student = studentOf(south, 0);
    await db.database.transaction(student, async (tx) => {
      await tx.rows(enrol, [student.userId, north.courseId]);
      const meanwhile = db.owner.query('SELECT 1 FROM courses WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [
        north.courseId,
      ]);
      await expect(meanwhile).rejects.toMatchObject({ code: '55P03' });
    });
  });
});

describe('an account', () => {
  const admin = administratorOf(north);
  const [studentId = ''] = north.studentIds;

  it.each([
    "role = 'ADMIN'",
    "email = 'mine@x.test'",
    "password_hash = 'x'",
    "display_name = 'x'",
    'deleted_at = now()',
  ])('does not become another by an administrator’s hand: %s', async (change) => {
    await expect(ask(admin, `UPDATE users SET ${change} WHERE id = $1`, [studentId])).rejects.toMatchObject({
      code: denied,
    });
  });

  it('is let rest by an administrator, and made by the product', async () => {
    const rest =
      'UPDATE users SET disabled_at = now(), session_version = session_version + 1 WHERE id = $1 RETURNING 1';
    expect(await ask(admin, rest, [studentId])).toHaveLength(1);
    const make =
      "INSERT INTO users (role, display_name, institution_id) VALUES ('ADMIN', 'x', $1) RETURNING 1";
    await expect(ask(admin, make, [north.institutionId])).rejects.toMatchObject({ code: denied });
    expect(await ask(system, make, [north.institutionId])).toHaveLength(1);
  });
});

describe('a teacher', () => {
  it('sees who a student is while the class goes on and for 30 days after it, the class itself for longer', async () => {
    const teacher = teacherOf(north);
    const people = () => count(teacher, 'users WHERE id <> $1', [north.instructorId]);
    const set = (sql: string) => db.owner.query(sql, [north.courseId]);
    const all = await people();
    expect(all).toBeGreaterThanOrEqual(3);
    for (const [change, seen] of [
      ['ends_on = current_date - 30', all],
      ['ends_on = current_date - 31', 0],
      ["ends_on = NULL, status = 'ARCHIVED'", 0],
      ["status = 'PUBLISHED'", all],
    ] as const) {
      await set(`UPDATE courses SET ${change} WHERE id = $1`);
      expect([change, await people()]).toEqual([change, seen]);
      expect(await count(teacher, 'enrollments')).toBeGreaterThan(0);
    }
    await db.owner.query('SELECT drop_student($1, $2)', [north.studentIds[1], north.courseId]);
    expect(await people()).toBe(all - 1);
  });
});
