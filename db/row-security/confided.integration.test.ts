import { afterAll, describe, expect, it } from 'vitest';
import { administratorOf, as, denied, openTwoSchools, studentOf, teacherOf } from '../testing/two-schools';

const { north, south, ask, count, close } = await openTwoSchools();
afterAll(close);

/** Of the form of a sealed value; opens nowhere. */
const sealed = `'\\x0101${'00'.repeat(60)}'::bytea`;

describe('what is confided', () => {
  it('keeps messages between the sender’s class and each recipient, and notes from the student', async () => {
    const [me, teacher] = [studentOf(north, 1), teacherOf(north)];
    const colleague = as(north, south.instructorId, 'INSTRUCTOR');
    for (const table of ['messages', 'message_recipients']) {
      expect([table, await count(me, table)]).toEqual([table, 1]);
      expect([table, await count(teacher, table)]).toEqual([table, 3]);
      expect([table, await count(colleague, `${table} WHERE course_id = $1`, [north.courseId])]).toEqual([
        table,
        0,
      ]);
    }
    for (const table of ['student_notes', 'student_note_versions']) {
      expect([table, await count(me, table)]).toEqual([table, 0]);
      expect([table, await count(teacher, table)]).toEqual([table, 3]);
      expect([table, await count(administratorOf(north), table)]).toEqual([table, 3]);
    }
    for (const table of ['notifications', 'notification_preferences', 'quiet_hours']) {
      expect([table, await count(me, table)]).toEqual([table, 1]);
      expect([table, await count(teacher, table)]).toEqual([table, 0]);
    }
    expect(await count(me, 'outgoing_emails')).toBe(0);
  });

  it('lets nobody tell, write or note in a name or a class that is not theirs', async () => {
    const tell = `INSERT INTO notifications (user_id, kind, course_id, title, body, href, subject_key)
      VALUES ($1, $2, $3, 'x', 'x', '/', 'forged')`;
    const write = `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject_sealed, body_sealed, recipients)
      VALUES (gen_random_uuid(), $1, $2, 'x', 'ALL', ${sealed}, ${sealed}, 1)`;
    const note = `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed)
      VALUES (gen_random_uuid(), $1, $2, $3, 'x', ${sealed})`;
    const [me, teacher] = [studentOf(north, 1), teacherOf(north)];
    const [mine, theirs] = [north.studentIds[0], south.studentIds[0]];
    for (const [who, sql, values] of [
      [me, tell, [mine, 'MESSAGE', north.courseId]],
      [teacher, tell, [mine, 'COURSE_COMPLETED', north.courseId]],
      [teacher, tell, [theirs, 'MESSAGE', south.courseId]],
      [teacher, tell, [theirs, 'MESSAGE', north.courseId]],
      [me, write, [north.courseId, me.userId]],
      [teacher, write, [north.courseId, north.adminId]],
      [teacher, write, [south.courseId, teacher.userId]],
      [me, note, [north.courseId, mine, me.userId]],
      [teacher, note, [south.courseId, theirs, teacher.userId]],
      [teacher, note, [north.courseId, mine, north.adminId]],
    ] as const) {
      await expect(ask(who, sql, [...values]), sql).rejects.toMatchObject({ code: denied });
    }
    expect(await ask(teacher, tell, [mine, 'MESSAGE', north.courseId])).toEqual([]);
    await expect(ask(me, "UPDATE notifications SET title = 'x'")).rejects.toMatchObject({ code: denied });
    expect(await ask(me, 'DELETE FROM notifications RETURNING 1')).toEqual([]);
  });

  it('takes no message or note in clear, from whoever may write one', async () => {
    const teacher = teacherOf(north);
    const id = async (table: string) =>
      (
        await ask<{ id: string }>(teacher, `SELECT id FROM ${table} WHERE course_id = $1`, [north.courseId])
      )[0]?.id;
    for (const [sql, values] of [
      [
        `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body_sealed, recipients)
         VALUES (gen_random_uuid(), $1, $2, 'x', 'ALL', 'x', ${sealed}, 1)`,
        [north.courseId, teacher.userId],
      ],
      [
        `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body)
         VALUES (gen_random_uuid(), $1, $2, $3, 'x', 'x')`,
        [north.courseId, north.studentIds[0], teacher.userId],
      ],
      [
        `INSERT INTO student_note_versions (note_id, version, course_id, student_id, body, replaced_by)
         VALUES ($1, 9, $2, $3, 'x', 'x')`,
        [await id('student_notes'), north.courseId, north.studentIds[0]],
      ],
    ] as const)
      await expect(ask(teacher, sql, [...values]), sql).rejects.toMatchObject({ code: '23514' });
    const downgrade = "UPDATE messages SET subject = 'y', body = 'y' WHERE id = $1";
    const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
    await expect(ask(system, downgrade, [await id('messages')])).rejects.toMatchObject({ code: '23514' });
  });

  it('keeps confidential details between the student and the administrators of the institution', async () => {
    const sealed = Buffer.from(`0101${'00'.repeat(60)}`, 'hex');
    const add = `INSERT INTO academic_entries (id, student_id, institution_id, kind, happened_on, content_sealed, author_name)
      VALUES (gen_random_uuid(), $1, $2, 'GRADE', '2026-03-02', $3, 'x')`;
    const admin = administratorOf(north);
    for (const table of ['student_details', 'academic_entries']) {
      expect([table, await count(studentOf(north, 1), table)]).toEqual([table, 1]);
      expect([table, await count(teacherOf(north), table)]).toEqual([table, 0]);
      expect([table, await count(admin, table)]).toEqual([table, 3]);
    }
    for (const [who, values] of [
      [studentOf(north, 1), [north.studentIds[1], north.institutionId]],
      [teacherOf(north), [north.studentIds[1], north.institutionId]],
      [admin, [south.studentIds[0], south.institutionId]],
      [admin, [south.studentIds[0], north.institutionId]],
    ] as const) {
      await expect(ask(who, add, [...values, sealed]), who.role ?? '').rejects.toMatchObject({
        code: denied,
      });
    }
    expect(await ask(studentOf(north, 1), 'UPDATE student_details SET version = 9 RETURNING 1')).toEqual([]);
    const forge = 'UPDATE academic_entries SET content_sealed = $1, withdrawn_at = now() RETURNING 1';
    const forged = Buffer.from(`0101${'11'.repeat(60)}`, 'hex');
    await expect(ask(admin, forge, [forged])).rejects.toMatchObject({ code: denied });
    for (const who of [studentOf(north, 1), teacherOf(north), administratorOf(south)])
      expect(
        await ask(
          who,
          'UPDATE academic_entries SET withdrawn_at = now() WHERE institution_id = $1 RETURNING 1',
          [north.institutionId],
        ),
      ).toEqual([]);
  });
});
