import type pg from 'pg';

const courses = 160;
const students = 2_400;
/** Every student studies every sixteenth course, and everybody the first. */
const enrolledIn = 16;
const messagesOfCourse = 300;

const id = (expression: string) => `md5(${expression})::uuid`;
const institution = id("'institution'");
const instructorOf = (course: string) => id(`'instructor' || ${course} % 10`);

/**
 * A small university in a database that has only its tables: a hundred and sixty courses of twenty sections, one class of everybody, some
 * hundred thousand rows of enrolments, progress and messages. Written past foreign keys and triggers.
 */
export async function fillUniversity(owner: pg.Client): Promise<void> {
  await owner.query('SET session_replication_role = replica; SET synchronous_commit = off');
  for (const sql of statements) await owner.query(sql);
  await owner.query('RESET session_replication_role; RESET synchronous_commit');
  await owner.query('VACUUM ANALYZE');
}

const statements = [
  `INSERT INTO institutions (id, name, slug) VALUES (${institution}, 'University', 'university')`,
  `INSERT INTO users (id, email, role, institution_id, display_name)
   SELECT ${id("'instructor' || n")}, 'instructor' || n || '@university.test', 'INSTRUCTOR'::educational_role_enum, ${institution}, 'Instructor ' || n
   FROM generate_series(0, 9) n
   UNION ALL SELECT ${id("'student' || n")}, 'student' || n || '@university.test', 'STUDENT', ${institution}, 'Student ' || n
   FROM generate_series(1, ${students}) n
   UNION ALL SELECT ${id("'admin'")}, 'admin@university.test', 'ADMIN', ${institution}, 'Administrator'`,
  `INSERT INTO courses (id, title, instructor_id, institution_id, difficulty_level, status)
   SELECT ${id("'course' || c")}, 'Course ' || c, ${instructorOf('c')}, ${institution}, 'BEGINNER', 'PUBLISHED'
   FROM generate_series(0, ${courses - 1}) c`,
  `INSERT INTO lessons (id, course_id, title, lesson_order, content)
   SELECT ${id("'lesson' || c || '.' || l")}, ${id("'course' || c")}, 'Lesson ' || l, l, '{}'
   FROM generate_series(0, ${courses - 1}) c, generate_series(1, 5) l`,
  `INSERT INTO sections (id, course_id, lesson_id, title, section_order)
   SELECT ${id("'section' || c || '.' || l || '.' || s")}, ${id("'course' || c")}, ${id("'lesson' || c || '.' || l")}, 'Section ' || s, s
   FROM generate_series(0, ${courses - 1}) c, generate_series(1, 5) l, generate_series(1, 4) s`,
  `INSERT INTO enrollments (user_id, course_id, person_name, sections_required, sections_completed, completion_sum,
     progress_rows, time_spent, last_activity_at)
   SELECT ${id("'student' || n")}, ${id("'course' || c")}, 'Student ' || n, 20, 2, (n * 37 + c * 11) % 200000, 3, 900,
     now() - make_interval(mins => (n * 7 + c) % 50000)
   FROM generate_series(1, ${students}) n, generate_series(0, ${courses - 1}) c WHERE c = 0 OR (n + c) % ${enrolledIn} = 0`,
  `INSERT INTO course_cards (course_id, published, institution_id, institution_name, instructor_id, instructor_name,
     difficulty_level, created_at, enrolled)
   SELECT c.id, true, c.institution_id, 'University', c.instructor_id, 'Instructor', 'BEGINNER', now(), count(e.id)
   FROM courses c JOIN enrollments e ON e.course_id = c.id GROUP BY c.id`,
  `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at,
     first_activity_at, last_activity_at)
   SELECT e.user_id, e.course_id, s.lesson_id, s.id, 100, 300, now(), now(), now()
   FROM enrollments e JOIN lessons l ON l.course_id = e.course_id
   JOIN sections s ON s.course_id = e.course_id AND s.lesson_id = l.id
   WHERE l.lesson_order = 1 AND (s.section_order = 1 OR e.course_id <> ${id("'course0'")})`,
  `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients, created_at)
   SELECT ${id("'message' || c || '.' || m")}, ${id("'course' || c")}, ${instructorOf('c')}, 'Instructor', 'ALL', 'About week ' || m,
     repeat('What is due this week. ', 8), 1, now() - make_interval(mins => (m * 7919) % 100000)
   FROM generate_series(0, ${courses - 1}) c, generate_series(1, ${messagesOfCourse}) m`,
];
