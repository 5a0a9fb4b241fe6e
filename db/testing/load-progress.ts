import type pg from 'pg';

/**
 * Fills a database that has only its tables with about `rows` progress rows: students in three courses of
 * twenty sections each. Written past foreign keys and triggers, for tests of size.
 */
export async function loadProgress(owner: pg.Client, rows: number): Promise<void> {
  const students = Math.ceil(rows / 60);
  await owner.query('SET session_replication_role = replica; SET synchronous_commit = off');
  for (const sql of statements(students)) await owner.query(sql);
  await owner.query('RESET session_replication_role; RESET synchronous_commit');
  await owner.query('ANALYZE');
}

const id = (expression: string) => `md5(${expression})::uuid`;
const institution = id("'institution'");

const statements = (students: number) => [
  `INSERT INTO institutions (id, name, slug) VALUES (${institution}, 'Large', 'large')`,
  `INSERT INTO users (id, email, role, institution_id, display_name)
   SELECT ${id("'user' || n")}, 'user' || n || '@large.test', CASE WHEN n = 0 THEN 'INSTRUCTOR' ELSE 'STUDENT' END::educational_role_enum,
     ${institution}, 'User ' || n FROM generate_series(0, ${students}) n`,
  `INSERT INTO courses (id, title, instructor_id, institution_id, difficulty_level, status)
   SELECT ${id("'course' || c")}, 'Course ' || c, ${id("'user0'")}, ${institution}, 'BEGINNER', 'PUBLISHED' FROM generate_series(0, 49) c`,
  `INSERT INTO lessons (id, course_id, title, lesson_order, content)
   SELECT ${id("'lesson' || c || '.' || l")}, ${id("'course' || c")}, 'Lesson ' || l, l, '{}'
   FROM generate_series(0, 49) c, generate_series(1, 5) l`,
  `INSERT INTO sections (id, course_id, lesson_id, title, section_order)
   SELECT ${id("'section' || c || '.' || l || '.' || s")}, ${id("'course' || c")}, ${id("'lesson' || c || '.' || l")}, 'Section ' || s, s
   FROM generate_series(0, 49) c, generate_series(1, 5) l, generate_series(1, 4) s`,
  `INSERT INTO enrollments (user_id, course_id, sections_required)
   SELECT ${id("'user' || n")}, ${id("'course' || (n * 7 + k * 13) % 50")}, 20 FROM generate_series(1, ${students}) n, generate_series(0, 2) k`,
  `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at,
     first_activity_at, last_activity_at)
   SELECT e.user_id, e.course_id, s.lesson_id, s.id, 100, 300, now(), now(), now()
   FROM enrollments e JOIN sections s ON s.course_id = e.course_id`,
];
