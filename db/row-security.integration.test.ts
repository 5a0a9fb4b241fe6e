import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Identity, openDatabase } from './client';
import { statement } from './statement';
import { type Classroom, createClassroom, createQuestion } from './testing/fixtures';
import { type TestDatabase, testDatabase } from './testing/test-database';

let db: TestDatabase;
let narrow: Database;
let north: Classroom;
let south: Classroom;

const nobody: Identity = { userId: null, role: null, institutionId: null };
/** Every relation that can hold personal data, from the catalog: nothing added later is forgotten. */
const personalTables = `
  SELECT DISTINCT c.oid::regclass::text AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
    c.relispartition AS partition
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND (a.attname IN ('user_id', 'student_id', 'actor_id') OR c.relname IN ('users', 'sign_in_attempts')
      OR c.relname LIKE 'import%')
  ORDER BY 1`;
type PersonalTable = { name: string; enabled: boolean; forced: boolean; partition: boolean };
let tables: PersonalTable[];
const readable = () => tables.filter(({ partition }) => !partition).map(({ name }) => name);

beforeAll(async () => {
  db = await testDatabase();
  narrow = openDatabase(db.url, 1);
  north = await createClassroom(db.owner, 3);
  south = await createClassroom(db.owner, 2);
  for (const room of [north, south]) await fill(room);
  tables = (await db.owner.query<PersonalTable>(personalTables)).rows;
});
afterAll(async () => {
  await narrow.close();
  await db.close();
});

/** At least one row in every personal table for every student. */
async function fill(room: Classroom): Promise<void> {
  const question = await createQuestion(db.owner, room);
  for (const studentId of room.studentIds) {
    const event = {
      id: `event-${studentId}`,
      course: room.courseId,
      lesson: room.lessons[0]?.id,
      section: room.lessons[0]?.sectionIds[0],
      seconds: 60,
      completion: 100,
      at: '2026-03-02T10:00:00Z',
    };
    await db.owner.query('SELECT record_progress($1, $2)', [studentId, JSON.stringify([event])]);
    await db.owner.query(
      `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen) VALUES (gen_random_uuid(), $1, $2, 1, '{b}')`,
      [studentId, question.id],
    );
    await db.owner.query(
      `INSERT INTO audit_log (action, object_type, actor_id, student_id, institution_id) VALUES ('record.read', 'enrollment', $1, $2, $3)`,
      [room.instructorId, studentId, room.institutionId],
    );
    await db.owner.query(
      `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
       VALUES ($1, $2, '2026-03-02', 60, '[]', '{}', 1)`,
      [studentId, room.courseId],
    );
    await db.owner.query(
      `INSERT INTO standings (user_id, course_id, day, evidence, rules_version) VALUES ($1, $2, '2026-03-02', '{}', 1)`,
      [studentId, room.courseId],
    );
    await db.owner.query(
      `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version)
       VALUES ($1, $2, 'continue', gen_random_uuid(), 'SHOWN', '2026-03-02', 2)`,
      [studentId, room.courseId],
    );
  }
  await db.owner.query(
    `WITH list AS (
       INSERT INTO risk_lists (course_id, day, rules_version, judged, compared, gone, gone_total)
       VALUES ($1, '2026-03-02', 3, 1, false, '[]', 0)),
     impact AS (INSERT INTO contact_impacts (course_id, day) VALUES ($1, '2026-03-02'))
     INSERT INTO risk_list_students (course_id, user_id, score, confidence, reasons)
     SELECT $1, id, 60, 'low', '[]' FROM unnest($2::uuid[]) AS id`,
    [room.courseId, room.studentIds],
  );
  await db.owner.query(
    `INSERT INTO analytics_rules (institution_id, base_version, changes, reason, created_by) VALUES ($1, 2, '{}', 'a test', $2)`,
    [room.institutionId, room.adminId],
  );
  await db.owner.query(
    `WITH f AS (
       INSERT INTO audit_flags (institution_id, rule, rules_version, actor_id, actor_name, hour, counted, threshold)
       VALUES ($1, 'bulk-reading', 1, $2, 'x', now(), 40, 30) RETURNING id),
     v AS (INSERT INTO audit_views (user_id, name, search) VALUES ($3, 'x', ''))
     INSERT INTO audit_flag_reviews (institution_id, flag_id, verdict, note, reviewer_id, reviewer_name)
     SELECT $1, id, 'EXPLAINED', 'looked into', $3, 'x' FROM f`,
    [room.institutionId, room.instructorId, room.adminId],
  );
  for (const [n, { id }] of room.lessons.entries()) {
    await db.owner.query(
      'INSERT INTO lesson_norms (course_id, lesson_id, students, as_of) VALUES ($1, $2, $3, now())',
      [room.courseId, id, 10 + n],
    );
  }
  await db.owner.query("INSERT INTO answer_cells (course_id, cells, as_of) VALUES ($1, '[]', now())", [
    room.courseId,
  ]);
  await fillMessages(room);
  await fillConfidential(room);
  await fillRights(room);
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO imports (kind, source, sha256, institution_id) VALUES ('roster', 'dir', 'x', $1) RETURNING id`,
    [room.institutionId],
  );
  const importId = rows[0]?.id;
  await db.owner.query(
    `INSERT INTO import_rejections (import_id, file, line, reason) VALUES ($1, 'users.csv', 1, 'no name')`,
    [importId],
  );
  await db.owner.query(
    'INSERT INTO sign_in_attempts (key_hash, failures) VALUES (gen_random_uuid()::text, 1)',
  );
}

/** Values have the form of sealed ones; nothing here opens them. */
async function fillConfidential({ institutionId, studentIds }: Classroom): Promise<void> {
  const sealed = Buffer.from(`0101${'00'.repeat(60)}`, 'hex');
  for (const studentId of studentIds) {
    await db.owner.query(
      "INSERT INTO student_details (student_id, institution_id, ssn_sealed, changed_by) VALUES ($1, $2, $3, 'x')",
      [studentId, institutionId, sealed],
    );
    await db.owner.query(
      `INSERT INTO academic_entries (id, student_id, institution_id, kind, happened_on, content_sealed, author_name)
       VALUES (gen_random_uuid(), $1, $2, 'GRADE', '2026-03-02', $3, 'x')`,
      [studentId, institutionId, sealed],
    );
  }
}

async function fillMessages({ courseId, instructorId, studentIds }: Classroom): Promise<void> {
  for (const studentId of studentIds) {
    await db.owner.query(
      `WITH m AS (
         INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
         VALUES (gen_random_uuid(), $2, $3, 'x', 'CHOSEN', 'x', 'x', 1) RETURNING id),
       r AS (INSERT INTO message_recipients (message_id, student_id, course_id) SELECT id, $1, $2 FROM m),
       n AS (
         INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body)
         VALUES (gen_random_uuid(), $2, $1, $3, 'x', 'x') RETURNING id),
       v AS (
         INSERT INTO student_note_versions (note_id, version, course_id, student_id, body, replaced_by)
         SELECT id, 1, $2, $1, 'x', 'x' FROM n),
       e AS (
         INSERT INTO outgoing_emails (user_id, mode, due_at, next_attempt_at) VALUES ($1, 'NOW', now(), now()) RETURNING id),
       p AS (INSERT INTO notification_preferences (user_id, kind, in_app, email) VALUES ($1, 'MESSAGE', true, 'NOW')),
       q AS (INSERT INTO quiet_hours (user_id, from_minute, until_minute) VALUES ($1, 0, 60))
       INSERT INTO notifications (user_id, kind, title, body, href, subject_key, email_id)
       SELECT $1, 'MESSAGE', 'x', 'x', '/', 'x', id FROM e`,
      [studentId, courseId, instructorId],
    );
  }
}

async function fillRights({ institutionId, adminId, instructorId, studentIds }: Classroom): Promise<void> {
  for (const studentId of studentIds) {
    await db.owner.query(
      `WITH f AS (INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, '2000-01-01', $3)),
         g AS (
           INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
           VALUES ($4, $1, $2, 'x', 'x', $3)),
         c AS (
           INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, signature, signed_on, expires_on)
           VALUES ($1, $2, $1, 'full', 'x', 'x', 'x', '2026-01-01', '2030-01-01')),
         e AS (
           INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients)
           VALUES ($1, $2, $4, 'x', 'full', 'x', 'x')),
         h AS (
           INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name) VALUES ($2, $1, 'x', $3, 'x')),
         r AS (INSERT INTO erasure_requests (student_id, institution_id, requested_by) VALUES ($1, $2, $1)),
         x AS (INSERT INTO erasures (user_id) VALUES ($1)),
         a AS (
           INSERT INTO amendment_requests (student_id, institution_id, requested_by, state, contested, wanted, reason)
           VALUES ($1, $2, $1, 'STATED', 'x', 'x', 'x') RETURNING id),
         s AS (
           INSERT INTO record_statements (amendment_id, student_id, institution_id, contested, statement, stated_by)
           SELECT id, $1, $2, 'x', 'x', $1 FROM a),
         d AS (
           INSERT INTO disclosures (student_id, institution_id, disclosed_on, party, interest, records, recorded_by, recorder_name)
           VALUES ($1, $2, '2026-03-02', 'x', 'x', 'x', $3, 'x')),
         i AS (
           INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
           VALUES ($1, $2, $1, '2026-03-02', 'x'))
       INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)`,
      [studentId, institutionId, adminId, instructorId],
    );
  }
}

const as = (room: Classroom, userId: string, role: Identity['role']): Identity => ({
  userId,
  role,
  institutionId: room.institutionId,
});
const student = (room: Classroom, n: number) => as(room, room.studentIds[n] ?? '', 'STUDENT');
let named = 0;
const ask = <Row extends Record<string, unknown>>(identity: Identity, sql: string, values: unknown[] = []) =>
  db.database.transaction(identity, (tx) =>
    tx.rows<Row>(statement(`test.row-security-${named++}`, sql), values),
  );
const count = async (identity: Identity, from: string, values: unknown[] = []) =>
  Number((await ask<{ n: number }>(identity, `SELECT count(*) AS n FROM ${from}`, values))[0]?.n);
const ids = async (identity: Identity, sql: string) =>
  (await ask<{ id: string }>(identity, sql)).map(({ id }) => id).sort();

describe('row security', () => {
  it('is on and forced for every table that holds personal data, partitions included', () => {
    expect(tables.filter(({ enabled, forced }) => !enabled || !forced)).toEqual([]);
    expect(readable()).toEqual(
      expect.arrayContaining([
        'activity_days',
        'audit_log',
        'enrollments',
        'progress_events',
        'user_progress',
        'users',
      ]),
    );
    expect(tables.filter(({ partition }) => partition).length).toBeGreaterThanOrEqual(4);
  });

  it('leaves no table without it except those that hold nothing personal', async () => {
    const { rows } = await db.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'catalog_changes',
      'catalog_entries',
      'catalog_state',
      'course_cards',
      'course_deltas',
      'courses',
      'institutions',
      'lessons',
      'question_versions',
      'questions',
      'search_postings',
      'search_terms',
      'search_words',
      'sections',
    ]);
  });

  it('asks the caller’s rights in every view', async () => {
    const { rows } = await db.owner.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
         AND relname NOT LIKE 'pg_stat_statements%'
         AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`,
    );
    expect(rows).toEqual([]);
  });

  it('shows nothing without an identity, and changes nothing', async () => {
    for (const table of readable()) expect([table, await count(nobody, table)]).toEqual([table, 0]);
    for (const change of [
      'UPDATE users SET display_name = display_name',
      'UPDATE enrollments SET updated_at = updated_at',
      'UPDATE user_progress SET time_spent = 0',
      'DELETE FROM progress_events',
      'DELETE FROM sign_in_attempts',
    ]) {
      expect([change, await ask(nobody, `${change} RETURNING 1`)]).toEqual([change, []]);
    }
    await expect(
      ask(nobody, "INSERT INTO users (role, display_name) VALUES ('ADMIN', 'me')"),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('shows a student no row of another student', async () => {
    const classmate = student(north, 1);
    const { rows } = await db.owner.query<{ table: string; column: string }>(
      `SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND NOT a.attisdropped AND a.attname IN ('user_id', 'student_id')
         AND has_table_privilege('syllabase_runtime', c.oid, 'SELECT')`,
    );
    for (const { table, column } of [...rows, { table: 'users', column: 'id' }]) {
      const others = await count(classmate, `${table} WHERE ${column} IS DISTINCT FROM $1`, [
        north.studentIds[1],
      ]);
      expect([table, others]).toEqual([table, 0]);
    }
    for (const table of [
      'enrollments',
      'user_progress',
      'activity_days',
      'progress_events',
      'risk_snapshots',
      'risk_list_students',
      'question_answers',
    ]) {
      expect([table, await count(classmate, table)]).toEqual([table, 1]);
    }
    expect(await count(classmate, 'audit_log WHERE student_id = $1', [north.studentIds[1]])).toBe(1);
    for (const table of readable().filter(
      (name) => name.startsWith('import') || name === 'sign_in_attempts',
    )) {
      expect([table, await count(classmate, table)]).toEqual([table, 0]);
    }
  });

  it('lets a student change no other student’s rows, nor take another’s name', async () => {
    const classmate = student(north, 1);
    const victim = north.studentIds[0];
    expect(
      await ask(classmate, 'UPDATE user_progress SET time_spent = 0 WHERE user_id = $1 RETURNING 1', [
        victim,
      ]),
    ).toEqual([]);
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
      await expect(ask(classmate, sql, [...values]), sql).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('lets a student not become a teacher or an administrator', async () => {
    const me = student(north, 1);
    expect(await ask(me, "UPDATE users SET role = 'ADMIN' WHERE id = $1 RETURNING 1", [me.userId])).toEqual(
      [],
    );
    await expect(
      ask(me, "UPDATE enrollments SET role = 'INSTRUCTOR' WHERE user_id = $1", [me.userId]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('shows an instructor the own class only', async () => {
    const teacher = as(north, north.instructorId, 'INSTRUCTOR');
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

  it('keeps messages between the sender’s class and each recipient, and notes from the student', async () => {
    const [me, teacher] = [student(north, 1), as(north, north.instructorId, 'INSTRUCTOR')];
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
      expect([table, await count(as(north, north.adminId, 'ADMIN'), table)]).toEqual([table, 3]);
    }
    for (const table of ['notifications', 'notification_preferences', 'quiet_hours']) {
      expect([table, await count(me, table)]).toEqual([table, 1]);
      expect([table, await count(teacher, table)]).toEqual([table, 0]);
    }
    expect(await count(me, 'outgoing_emails')).toBe(0);
  });

  it('keeps confidential details between the student and the administrators of the institution', async () => {
    const sealed = Buffer.from(`0101${'00'.repeat(60)}`, 'hex');
    const add = `INSERT INTO academic_entries (id, student_id, institution_id, kind, happened_on, content_sealed, author_name)
      VALUES (gen_random_uuid(), $1, $2, 'GRADE', '2026-03-02', $3, 'x')`;
    const admin = as(north, north.adminId, 'ADMIN');
    for (const table of ['student_details', 'academic_entries']) {
      expect([table, await count(student(north, 1), table)]).toEqual([table, 1]);
      expect([table, await count(as(north, north.instructorId, 'INSTRUCTOR'), table)]).toEqual([table, 0]);
      expect([table, await count(admin, table)]).toEqual([table, 3]);
    }
    for (const [who, values] of [
      [student(north, 1), [north.studentIds[1], north.institutionId]],
      [as(north, north.instructorId, 'INSTRUCTOR'), [north.studentIds[1], north.institutionId]],
      [admin, [south.studentIds[0], south.institutionId]],
      [admin, [south.studentIds[0], north.institutionId]],
    ] as const) {
      await expect(ask(who, add, [...values, sealed]), who.role ?? '').rejects.toMatchObject({
        code: '42501',
      });
    }
    expect(await ask(student(north, 1), 'UPDATE student_details SET version = 9 RETURNING 1')).toEqual([]);
    expect(await ask(admin, 'UPDATE academic_entries SET content_sealed = $1 RETURNING 1', [sealed])).toEqual(
      [],
    );
  });

  it('lets nobody tell, write or note in a name or a class that is not theirs', async () => {
    const tell = `INSERT INTO notifications (user_id, kind, course_id, title, body, href, subject_key)
      VALUES ($1, $2, $3, 'x', 'x', '/', 'forged')`;
    const write = `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
      VALUES (gen_random_uuid(), $1, $2, 'x', 'ALL', 'x', 'x', 1)`;
    const note = `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body)
      VALUES (gen_random_uuid(), $1, $2, $3, 'x', 'x')`;
    const [me, teacher] = [student(north, 1), as(north, north.instructorId, 'INSTRUCTOR')];
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
      await expect(ask(who, sql, [...values]), sql).rejects.toMatchObject({ code: '42501' });
    }
    expect(await ask(teacher, tell, [mine, 'MESSAGE', north.courseId])).toEqual([]);
    await expect(ask(me, "UPDATE notifications SET title = 'x'")).rejects.toMatchObject({ code: '42501' });
    expect(await ask(me, 'DELETE FROM notifications RETURNING 1')).toEqual([]);
  });

  it('gives the name of a role no rights that the person does not have', async () => {
    const pretender = as(north, north.studentIds[0] ?? '', 'INSTRUCTOR');
    expect(await ids(pretender, 'SELECT user_id AS id FROM enrollments')).toEqual([north.studentIds[0]]);
  });

  it('shows an administrator the own institution only', async () => {
    const admin = as(north, north.adminId, 'ADMIN');
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
    const admin = as(north, north.adminId, 'ADMIN');
    await expect(
      ask(admin, 'UPDATE users SET institution_id = $1 WHERE id = $2', [
        south.institutionId,
        north.studentIds[0],
      ]),
    ).rejects.toMatchObject({ code: '42501' });
    expect(
      await ask(admin, 'UPDATE users SET display_name = $1 WHERE id = $2 RETURNING 1', [
        'x',
        south.studentIds[0],
      ]),
    ).toEqual([]);
  });
});

describe('the key of a question', () => {
  it('is for those who answer for the course, and for a student after a right answer or the second one', async () => {
    const room = await createClassroom(db.owner, 2);
    const { id } = await createQuestion(db.owner, room);
    const keys = (identity: Identity) => count(identity, 'question_keys WHERE question_id = $1', [id]);
    const answer = (n: number, chosen: string) =>
      ask(
        student(room, n),
        `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen)
         VALUES (gen_random_uuid(), $1, $2, 1, ARRAY[$3]) RETURNING attempt, correct`,
        [room.studentIds[n], id, chosen],
      );
    expect(await keys(student(room, 0))).toBe(0);
    expect(await answer(0, 'b')).toEqual([{ attempt: 1, correct: false }]);
    expect(await keys(student(room, 0))).toBe(0);
    expect(await answer(0, 'c')).toEqual([{ attempt: 2, correct: false }]);
    expect([await keys(student(room, 0)), await keys(student(room, 1))]).toEqual([1, 0]);
    expect(await answer(1, 'a')).toEqual([{ attempt: 1, correct: true }]);
    expect(await keys(student(room, 1))).toBe(1);
    for (const [identity, seen] of [
      [as(room, room.instructorId, 'INSTRUCTOR'), 1],
      [as(room, room.adminId, 'ADMIN'), 1],
      [as(room, room.studentIds[0] ?? '', 'INSTRUCTOR'), 0],
      [as(north, north.instructorId, 'INSTRUCTOR'), 0],
      [as(north, north.adminId, 'ADMIN'), 0],
      [nobody, 0],
    ] as const) {
      expect([identity.role, await keys(identity)]).toEqual([identity.role, seen]);
    }
  });

  it('is nobody’s to change but the product’s, and no answer says of itself that it is right', async () => {
    const me = student(north, 0);
    await expect(
      ask(me, "INSERT INTO question_keys (question_id, version, correct) SELECT id, 2, '{b}' FROM questions"),
    ).rejects.toMatchObject({ code: '42501' });
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
    expect(await seen(student(north, 1))).toEqual([north.studentIds[1]]);
    expect(await seen(as(north, north.instructorId, 'INSTRUCTOR'))).toEqual(mine);
    expect(await seen(as(north, north.adminId, 'ADMIN'))).toEqual(mine);
  });

  it('keeps what a student was recommended from everybody else', async () => {
    for (const staff of [as(north, north.instructorId, 'INSTRUCTOR'), as(north, north.adminId, 'ADMIN')])
      expect(await count(staff, 'recommendation_events')).toBe(0);
    expect(await count(student(north, 0), 'recommendation_events')).toBe(1);
  });

  it('shows a student only the norms that eleven stand behind, of the own courses', async () => {
    expect(await ids(student(north, 0), 'SELECT lesson_id AS id FROM lesson_norms')).toEqual([
      north.lessons[1]?.id,
    ]);
    expect(await count(as(north, north.instructorId, 'INSTRUCTOR'), 'lesson_norms')).toBe(2);
  });

  it('shows how a class answers to those who answer for it', async () => {
    for (const staff of [as(north, north.instructorId, 'INSTRUCTOR'), as(north, north.adminId, 'ADMIN')])
      expect(await ids(staff, 'SELECT course_id AS id FROM answer_cells')).toEqual([north.courseId]);
    for (const other of [student(north, 0), nobody]) expect(await count(other, 'answer_cells')).toBe(0);
  });

  it('shows the rules’ history to administrators of the institution, their numbers to everybody', async () => {
    expect(await count(as(north, north.adminId, 'ADMIN'), 'analytics_rules')).toBe(1);
    for (const other of [student(north, 0), as(north, north.instructorId, 'INSTRUCTOR')])
      expect(await count(other, 'analytics_rules')).toBe(0);
    expect(await ask(nobody, 'SELECT changes FROM institution_rules($1)', [north.institutionId])).toEqual([
      { changes: {} },
    ]);
  });

  it('lets nobody but the product record a standing', async () => {
    await expect(
      ask(
        student(north, 0),
        "INSERT INTO standings (user_id, course_id, day, evidence, rules_version) VALUES ($1, $2, '2026-03-03', '{}', 1)",
        [north.studentIds[0], north.courseId],
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the identity', () => {
  it.each(["' OR true --", "'; SET app.role = 'SYSTEM'; --", 'not-a-uuid', '{}', "\\'; SELECT 1; --"])(
    'is data, never SQL: %s',
    async (injected) => {
      const identity: Identity = { userId: injected, role: 'STUDENT', institutionId: north.institutionId };
      await expect(ask(identity, 'SELECT id FROM users')).rejects.toMatchObject({ code: '22P02' });
      const institution: Identity = { userId: north.adminId, role: 'ADMIN', institutionId: injected };
      await expect(ask(institution, 'SELECT id FROM users')).rejects.toMatchObject({ code: '22P02' });
    },
  );

  it('does not survive its transaction on the same connection', async () => {
    const pid = statement('test.pid', 'SELECT pg_backend_pid() AS pid, count(*)::int AS n FROM enrollments');
    const [mine] = await narrow.transaction(student(north, 0), (tx) =>
      tx.rows<{ pid: number; n: number }>(pid),
    );
    const [after] = await narrow.transaction(nobody, (tx) => tx.rows<{ pid: number; n: number }>(pid));
    expect(after?.pid).toBe(mine?.pid);
    expect([mine?.n, after?.n]).toEqual([1, 0]);
    const left = await narrow.transaction(student(north, 0), async (tx) => {
      await tx.rows(statement('test.end', 'COMMIT'));
      return tx.rows(statement('test.left', "SELECT current_setting('app.user_id', true) AS id"));
    });
    expect(left).toEqual([{ id: '' }]);
    const failing = narrow.transaction(student(north, 0), async () => {
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    const [later] = await narrow.transaction(nobody, (tx) => tx.rows<{ pid: number; n: number }>(pid));
    expect(later).toEqual({ pid: mine?.pid, n: 0 });
  });

  it('is each transaction’s own when many share few connections', async () => {
    const own = statement('test.own', 'SELECT user_id AS id FROM enrollments, pg_sleep(0.01)');
    const shared = openDatabase(db.url, 2);
    const people = Array.from({ length: 24 }, (_, n) => student(n % 2 ? north : south, n % 2));
    const seen = await Promise.all(
      people.map((identity) => shared.transaction(identity, (tx) => tx.rows<{ id: string }>(own))),
    );
    expect(seen.map((rows) => rows.map(({ id }) => id))).toEqual(people.map(({ userId }) => [userId]));
    await shared.close();
  });
});
