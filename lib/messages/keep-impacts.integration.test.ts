import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { changeRule } from '@/lib/analytics/rules/mutations';
import { productRules } from '@/lib/analytics/rules/rules';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { foldCourseTotals } from '@/lib/progress/fold';
import { getClassImpact } from './class-impact';
import { forgetImpacts, keepImpacts } from './keep-impacts';

let db: TestDatabase;
let room: Classroom;
let other: Classroom;
const students = 24;
const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

const instructorOf = ({ instructorId, institutionId }: Classroom): Viewer =>
  mintViewer({ userId: instructorId, role: 'INSTRUCTOR', institutionId, displayName: 'x', email: null });
const asked = () => getClassImpact(instructorOf(room), room.courseId);
const keep = () => keepImpacts(db.database, new AbortController().signal);

/**
 * Everybody studied for eight days; half of the class was written to forty days ago and studied on three days after. Of
 * the other half an import said so as well, and was corrected to nothing.
 */
async function writeAndStudy({ courseId, instructorId, studentIds, lessons }: Classroom): Promise<void> {
  const half = studentIds.slice(0, students / 2);
  await db.owner.query(
    "UPDATE enrollments SET enrolled_at = now() - interval '90 days' WHERE course_id = $1",
    [courseId],
  );
  await db.owner.query(
    `WITH m AS (
       INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'x', 'CHOSEN', 'x', 'x', 12, now() - interval '40 days') RETURNING id)
     INSERT INTO message_recipients (message_id, student_id, course_id) SELECT m.id, s, $1 FROM m, unnest($3::uuid[]) s`,
    [courseId, instructorId, half],
  );
  const study = (ids: string[], from: number, to: number, seconds = 60) =>
    db.owner.query(
      `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds)
       SELECT s, $1, $2, current_date - 40 + n, $6::int FROM unnest($3::uuid[]) s, generate_series($4::int, $5::int) n`,
      [courseId, lessons[0]?.sectionIds[0], ids, from, to, seconds],
    );
  await study(studentIds, -12, -5);
  await study(half, 3, 5);
  await study(studentIds.slice(students / 2), 3, 5, 0);
}

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, students);
  other = await createClassroom(db.owner, 1);
  await foldCourseTotals(db.database);
  await writeAndStudy(room);
});
afterAll(() => db.close());

describe('what came of contacts', () => {
  it('is worked out once a day and read from then on, the same', async () => {
    const live = await asked();
    expect(live.workedOutAt).toBeNull();
    expect(live.impact).toMatchObject({ contacts: 12, comparableStudents: 12, leftOut: 0 });
    expect(live.impact?.comparison?.contacted).toMatchObject({
      activeDays: { before: 8, after: 3 },
      score: 0,
    });
    expect(live.impact?.comparison?.comparable).toMatchObject({
      activeDays: { before: 8, after: 0 },
      score: 0,
    });
    expect([await keep(), await keep()]).toEqual([1, 0]);
    expect(await asked()).toEqual({ ...live, workedOutAt: expect.any(String) });
  });

  it('of yesterday serves until the night’s is there, and nothing older', async () => {
    const age = () => db.owner.query('UPDATE contact_impacts SET day = day - 1');
    await age();
    expect((await asked()).workedOutAt).not.toBeNull();
    await age();
    expect((await asked()).workedOutAt).toBeNull();
    expect(await keep()).toBe(1);
  });

  it('as an older release worked it out is not shown, and is worked out anew', async () => {
    const { impact } = await asked();
    await db.owner.query("UPDATE contact_impacts SET impact = impact - 'method' - 'leftOut'");
    expect(await asked()).toMatchObject({ impact, workedOutAt: null });
    expect([await keep(), await keep()]).toEqual([1, 0]);
    expect(await asked()).toMatchObject({ impact, workedOutAt: expect.any(String) });
  });

  it('names its rules, and is worked out anew once they were changed: until then the one that is kept serves', async () => {
    const before = await asked();
    expect(before.reference).toEqual({ version: currentVersion, override: null });
    expect(before.impact?.rules).toEqual(productRules.impact);
    const admin = mintViewer({ ...instructorOf(room), userId: room.adminId, role: 'ADMIN' });
    await changeRule(admin, { rule: 'impact.windowDays', value: 7, reason: 'our courses are shorter' });
    expect(await asked()).toEqual(before);
    expect([await keep(), await keep()]).toEqual([1, 0]);
    const after = await asked();
    expect(after.reference.override).not.toBeNull();
    expect(after.rules).toEqual({ ...productRules.impact, windowDays: 7 });
    // Of the eight days of study up to five days before, three lie within the week.
    expect(after.impact?.comparison?.contacted.activeDays).toEqual({ before: 3, after: 3 });
    const { rows } = await db.owner.query('SELECT rules_version, rules_override FROM contact_impacts');
    expect(rows).toEqual([
      { rules_version: currentVersion, rules_override: String(after.reference.override) },
    ]);
    await changeRule(admin, { rule: 'impact.windowDays', value: null, reason: 'that was not a good idea' });
    expect(await keep()).toBe(1);
    expect((await asked()).impact).toEqual(before.impact);
  });

  it('is worked out anew once an import has changed the past', async () => {
    await db.database.transaction(system, (tx) => forgetImpacts(tx, [room.courseId]));
    expect((await asked()).workedOutAt).toBeNull();
    expect(await keep()).toBe(1);
  });

  it('is shown to who answers for the class, and written by the product alone', async () => {
    await expect(getClassImpact(instructorOf(other), room.courseId)).rejects.toMatchObject({
      kind: 'not-found',
    });
    const ask = ({ instructorId, institutionId }: Classroom, role: 'INSTRUCTOR' | 'STUDENT', text: string) =>
      db.database.transaction({ userId: instructorId, role, institutionId }, (tx) =>
        tx.rows({ name: '', text }),
      );
    const all = 'SELECT 1 FROM contact_impacts';
    expect((await ask(room, 'INSTRUCTOR', all)).length).toBe(1);
    expect(await ask(room, 'STUDENT', all)).toEqual([]);
    expect(await ask(other, 'INSTRUCTOR', all)).toEqual([]);
    expect(await ask(room, 'INSTRUCTOR', 'DELETE FROM contact_impacts RETURNING 1')).toEqual([]);
  });

  it('leaves out who was as active lately and stood elsewhere on the at-risk list of that time', async () => {
    const { courseId, studentIds, lessons } = room;
    const others = studentIds.slice(1);
    await db.owner.query(
      `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds)
       SELECT s, $1, $2, current_date - n, 60 FROM unnest($3::uuid[]) s, generate_series(57, 84) n`,
      [courseId, lessons[0]?.sectionIds[0], others],
    );
    await db.owner.query(
      `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, completed_at, first_activity_at, last_activity_at)
       SELECT s, $1, x.lesson_id, x.id, 100, now() - interval '60 days', now(), now()
       FROM unnest($2::uuid[]) s, sections x WHERE x.course_id = $1`,
      [courseId, others],
    );
    await db.database.transaction(system, (tx) => forgetImpacts(tx, [courseId]));
    const { impact } = await asked();
    expect(impact).toMatchObject({ contacts: 11, comparableStudents: 12, leftOut: 1 });
    expect(impact?.comparison?.contacted.activeDays).toEqual({ before: 8, after: 3 });
  });
});
