import type pg from 'pg';
import { fillMessages } from './fill-messages';
import { fillConfidential, fillOperations, fillRights } from './fill-records';
import { type Classroom, createQuestion } from './fixtures';

/** At least one row in every personal table for every student. */
export async function fillClassroom(owner: pg.Client, room: Classroom): Promise<void> {
  const question = await createQuestion(owner, room);
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
    await owner.query('SELECT record_progress($1, $2)', [studentId, JSON.stringify([event])]);
    await owner.query(
      `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen) VALUES (gen_random_uuid(), $1, $2, 1, '{b}')`,
      [studentId, question.id],
    );
    await owner.query(
      `INSERT INTO audit_log (action, object_type, actor_id, student_id, institution_id) VALUES ('record.read', 'enrollment', $1, $2, $3)`,
      [room.instructorId, studentId, room.institutionId],
    );
    await owner.query(
      `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
       VALUES ($1, $2, '2026-03-02', 60, '[]', '{}', 1)`,
      [studentId, room.courseId],
    );
    await owner.query(
      `INSERT INTO standings (user_id, course_id, day, evidence, rules_version) VALUES ($1, $2, '2026-03-02', '{}', 1)`,
      [studentId, room.courseId],
    );
    await owner.query(
      `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, evidence)
       VALUES ($1, $2, 'continue', gen_random_uuid(), 'SHOWN', '2026-03-02', 4, '{}')`,
      [studentId, room.courseId],
    );
  }
  await owner.query(
    `WITH list AS (
       INSERT INTO risk_lists (course_id, day, rules_version, judged, compared, gone, gone_total)
       VALUES ($1, '2026-03-02', 3, 1, false, '[]', 0)),
     impact AS (INSERT INTO contact_impacts (course_id, day) VALUES ($1, '2026-03-02'))
     INSERT INTO risk_list_students (course_id, user_id, score, confidence, reasons)
     SELECT $1, id, 60, 'low', '[]' FROM unnest($2::uuid[]) AS id`,
    [room.courseId, room.studentIds],
  );
  await owner.query(
    `INSERT INTO analytics_rules (institution_id, base_version, changes, reason, created_by) VALUES ($1, 2, '{}', 'a test', $2)`,
    [room.institutionId, room.adminId],
  );
  await owner.query(
    `WITH f AS (
       INSERT INTO audit_flags (institution_id, rule, rules_version, actor_id, actor_name, hour, counted, threshold)
       VALUES ($1, 'bulk-reading', 1, $2, 'x', now(), 40, 30) RETURNING id),
     a AS (INSERT INTO audit_actors (institution_id, actor_id, actor_name) VALUES ($1, $2, 'x')),
     c AS (INSERT INTO audit_actions (action) VALUES ('x') ON CONFLICT DO NOTHING),
     v AS (INSERT INTO audit_views (user_id, name, search) VALUES ($3, 'x', ''))
     INSERT INTO audit_flag_reviews (institution_id, flag_id, verdict, note, reviewer_id, reviewer_name)
     SELECT $1, id, 'EXPLAINED', 'looked into', $3, 'x' FROM f`,
    [room.institutionId, room.instructorId, room.adminId],
  );
  for (const [n, { id }] of room.lessons.entries()) {
    await owner.query(
      'INSERT INTO lesson_norms (course_id, lesson_id, students, as_of) VALUES ($1, $2, $3, now())',
      [room.courseId, id, 10 + n],
    );
  }
  await owner.query(
    `WITH a AS (INSERT INTO answer_cells (course_id, cells, as_of) VALUES ($1, '[]', now())),
       d AS (INSERT INTO class_days (course_id, day, students, seconds, interactions) VALUES ($1, '2026-02-02', 1, 60, 1)),
       w AS (INSERT INTO class_weeks (course_id, week, students) VALUES ($1, '2026-02-02', 1))
     INSERT INTO data_keys (id, institution_id, class, version, algorithm, wrapped, wrapped_by)
     VALUES (gen_random_uuid(), $2, 'COMMUNICATIONS', 1, 'A256GCM', '\\x00', 'a test')`,
    [room.courseId, room.institutionId],
  );
  await fillMessages(owner, room);
  await fillConfidential(owner, room);
  await fillRights(owner, room);
  await fillOperations(owner, room);
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO imports (kind, source, sha256, institution_id) VALUES ('roster', 'dir', 'x', $1) RETURNING id`,
    [room.institutionId],
  );
  const importId = rows[0]?.id;
  await owner.query(
    `WITH r AS (INSERT INTO import_rejections (import_id, file, line, reason) VALUES ($1, 'users.csv', 1, 'no name')),
       w AS (INSERT INTO import_rows (import_id, step, line, key, data) VALUES ($1, 'users', 1, 'x', '{}'))
     INSERT INTO import_activity (import_id, course_id, user_id, section_id, day, interactions, seconds)
     SELECT $1, $2, id, $4, '2026-03-02', 1, 60 FROM unnest($3::uuid[]) AS id`,
    [importId, room.courseId, room.studentIds, room.lessons[0]?.sectionIds[0]],
  );
  await owner.query(
    `INSERT INTO ended_sessions (user_id, session_id, expires_at) SELECT id, gen_random_uuid(), now() FROM unnest($1::uuid[]) AS id`,
    [room.studentIds],
  );
  await owner.query('INSERT INTO sign_in_attempts (key_hash, failures) VALUES (gen_random_uuid()::text, 1)');
}
