import { afterAll, describe, expect, it } from 'vitest';
import { fillLateColumns } from './late-columns';
import { administratorOf, as, openTwoSchools, studentOf, teacherOf } from './testing/two-schools';

const { db, north, south, count, ask, close } = await openTwoSchools();
afterAll(close);

const tables = ['enrollments', 'class_days', 'class_weeks'];
const ownClass = 'WHERE course_id = $1';

/** As a database is that was brought up from the release before: nothing is filled, nothing has been checked. */
async function empty(table: string): Promise<void> {
  await db.owner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_whose_fk`);
  await db.owner.query(`UPDATE ${table} SET institution_id = NULL, instructor_id = NULL`);
  await db.owner.query(
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_whose_fk FOREIGN KEY (course_id, institution_id, instructor_id)
     REFERENCES courses (id, institution_id, instructor_id) ON UPDATE CASCADE NOT VALID`,
  );
}

async function untrue(table: string): Promise<number> {
  const { rows } = await db.owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table} t JOIN courses c ON c.id = t.course_id
     WHERE (t.institution_id, t.instructor_id) IS DISTINCT FROM (c.institution_id, c.instructor_id)`,
  );
  return rows[0]?.n ?? -1;
}

async function seen(table: string) {
  const read = (who: Parameters<typeof count>[0]) => count(who, `${table} ${ownClass}`, [north.courseId]);
  return {
    student: await read(studentOf(north, 1)),
    teacher: await read(teacherOf(north)),
    colleague: await read(as(north, south.instructorId, 'INSTRUCTOR')),
    administrator: await read(administratorOf(north)),
    stranger: await read(administratorOf(south)),
  };
}

describe.each(tables)('whose class a row of %s is of', (table) => {
  it('is there for every row that is inserted, whatever the insert says', async () => {
    expect(await untrue(table)).toBe(0);
    const { rows } = await db.owner.query(`SELECT 1 FROM ${table}`);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is looked up where it has not been filled, and filled once, with nobody seeing more or less', async () => {
    const before = await seen(table);
    expect(before).toMatchObject({ colleague: 0, stranger: 0 });
    expect(before.teacher).toBeGreaterThan(0);
    expect(before.administrator).toBe(before.teacher);
    await empty(table);
    expect(await untrue(table)).toBeGreaterThan(0);
    expect(await seen(table)).toEqual(before);
    await fillLateColumns(db.owner);
    expect(await untrue(table)).toBe(0);
    expect(await seen(table)).toEqual(before);
    const { rows } = await db.owner.query(
      'SELECT convalidated AS valid FROM pg_constraint WHERE conname = $1',
      [`${table}_whose_fk`],
    );
    expect(rows).toEqual([{ valid: true }]);
    const versions = await db.owner.query(`SELECT xmin, ctid FROM ${table} ORDER BY ctid`);
    await fillLateColumns(db.owner);
    expect((await db.owner.query(`SELECT xmin, ctid FROM ${table} ORDER BY ctid`)).rows).toEqual(
      versions.rows,
    );
  });

  it('follows the course to another instructor, and cannot be said to be otherwise', async () => {
    const change = (id: string) =>
      db.owner.query('UPDATE courses SET instructor_id = $1 WHERE id = $2', [id, north.courseId]);
    const before = await seen(table);
    await change(north.adminId);
    expect(await untrue(table)).toBe(0);
    expect(await seen(table)).toEqual({ ...before, teacher: 0 });
    expect(
      await count(as(north, north.adminId, 'INSTRUCTOR'), `${table} ${ownClass}`, [north.courseId]),
    ).toBe(before.teacher);
    await change(north.instructorId);
    expect(await seen(table)).toEqual(before);
    await expect(
      db.owner.query(`UPDATE ${table} SET instructor_id = $1 ${ownClass.replace('$1', '$2')}`, [
        south.instructorId,
        north.courseId,
      ]),
    ).rejects.toMatchObject({ code: '23503' });
  });
});

it('is not what a student says who joins a class', async () => {
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO users (email, role, institution_id, display_name)
     VALUES ('joiner@example.test', 'STUDENT', $1, 'Joiner') RETURNING id`,
    [north.institutionId],
  );
  const id = rows[0]?.id ?? '';
  await ask(
    as(north, id, 'STUDENT'),
    'INSERT INTO enrollments (user_id, course_id, institution_id, instructor_id) VALUES ($1, $2, $3, $1)',
    [id, north.courseId, south.institutionId],
  );
  expect(await untrue('enrollments')).toBe(0);
});
