import type pg from 'pg';
import { type Step, settleFill } from './settle-fill';
import type { TermShape } from './shape';

const id = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;

/**
 * Fills a migrated, empty database with a term of the given shape and `factor` times its students: every class has that
 * many times the students, who go as far as the students of that class do. Courses and what is in them stay as many.
 * Deterministic.
 *
 * @param owner of a sandbox, never of the product
 */
export async function fillSandbox(
  owner: pg.Client,
  shape: TermShape,
  factor: number,
  say: (what: string) => void,
): Promise<void> {
  const step: Step = async (what, sql) => {
    say(what);
    await owner.query(sql);
  };
  await owner.query(
    "SELECT set_config('app.role', 'SYSTEM', false), set_config('synchronous_commit', 'off', false)",
  );
  await owner.query(
    'CREATE TEMP TABLE shapes (number int, students int, lessons int, sections int, reach int[])',
  );
  await owner.query(
    `INSERT INTO shapes SELECT * FROM json_to_recordset($1) AS s(number int, students int, lessons int, sections int, reach int[])`,
    [JSON.stringify(shape.courses.map((course, n) => ({ ...course, number: n + 1 })))],
  );
  await fillCourses(step, shape);
  await fillStudents(step, shape, factor);
  // Every row is right by how it is made: checking it against its parents proves nothing.
  await owner.query('SET session_replication_role = replica');
  await fillProgress(step, shape.daysPerSection);
  await owner.query('RESET session_replication_role');
  await settleFill(step);
}

/** Who teaches, and what. Sections are spread evenly over the lessons of their course. */
async function fillCourses(step: Step, { institutions, instructors }: TermShape): Promise<void> {
  const [schools, teachers] = [Math.max(1, institutions), Math.max(1, instructors)];
  await step(
    'institutions',
    `INSERT INTO institutions (id, name, slug) SELECT ${id('i', 'n')}, 'Institution ' || n, 'i' || n FROM generate_series(1, ${schools}) n`,
  );
  await step(
    'instructors',
    `INSERT INTO users (id, email, role, institution_id, display_name)
     SELECT ${id('t', 'n')}, 't' || n || '@rehearsal.test', 'INSTRUCTOR', ${id('i', `(1 + n % ${schools})`)}, 'Instructor ' || n
     FROM generate_series(1, ${teachers}) n`,
  );
  await step(
    'courses',
    `INSERT INTO courses (id, code, title, description, instructor_id, institution_id, difficulty_level, status, created_at)
     SELECT ${id('c', 'number')}, 'C' || number, 'Course ' || number, 'A course to rehearse with', ${id('t', `(1 + number % ${teachers})`)},
       ${id('i', `(1 + (1 + number % ${teachers}) % ${schools})`)}, (ARRAY['BEGINNER','INTERMEDIATE','ADVANCED'])[1 + number % 3]::difficulty_enum,
       'PUBLISHED', now() - number * interval '1 hour' FROM shapes`,
  );
  await step(
    'lessons',
    `INSERT INTO lessons (id, course_id, title, lesson_order, content)
     SELECT ${id('l', "number || '-' || l")}, ${id('c', 'number')}, 'Lesson ' || l, l, '{"questions":[],"keyPoints":[]}'
     FROM shapes, generate_series(1, lessons) l`,
  );
  await step(
    'sections',
    `INSERT INTO sections (id, course_id, lesson_id, title, section_order)
     SELECT ${id('s', "number || '-' || s")}, ${id('c', 'number')}, ${id('l', "number || '-' || (1 + (s - 1) * lessons / sections)")}, 'Section ' || s, s
     FROM shapes, generate_series(1, sections) s`,
  );
}

/** Each class takes students one after the other, from a place of its own, so that they meet in different courses. */
async function fillStudents(step: Step, { students }: TermShape, factor: number): Promise<void> {
  const all = Math.max(1, Math.ceil(students * factor));
  await step(
    'students',
    `INSERT INTO users (id, email, role, institution_id, display_name)
     SELECT ${id('u', 'n')}, 'u' || n || '@rehearsal.test', 'STUDENT', (SELECT id FROM institutions ORDER BY name LIMIT 1),
       'Student ' || lpad((n::bigint * 7919 % ${all})::text, 7, '0') FROM generate_series(0, ${all - 1}) n`,
  );
  await step(
    'who studies what',
    `CREATE TEMP TABLE studies AS SELECT ${id('u', `((number::bigint * 7919 + n) % ${all})`)} AS user_id, ${id('c', 'number')} AS course_id,
       sections, reach[1 + n % 11] AS reach
     FROM shapes, generate_series(0, least(ceil(students * ${factor})::int, ${all}) - 1) n`,
  );
  await step(
    'enrolments',
    `INSERT INTO enrollments (user_id, course_id, sections_required, enrolled_at)
     SELECT user_id, course_id, sections, now() - interval '60 days' FROM studies`,
  );
}

/** Students go through a course in order and stop where those of the term did; the section they stopped in is begun. */
async function fillProgress(step: Step, daysPerSection: number): Promise<void> {
  const at = "now() - interval '50 days' + p.place * interval '1 day'";
  await step(
    'progress',
    `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at, first_activity_at, last_activity_at)
     SELECT t.user_id, t.course_id, p.lesson_id, p.id, CASE WHEN p.place < t.reach THEN 100 ELSE 40 END, 200 + (p.place * 37) % 500,
       CASE WHEN p.place < t.reach THEN ${at} END, ${at}, ${at}
     FROM studies t JOIN (SELECT id, course_id, lesson_id, section_order AS place FROM sections) p
       ON p.course_id = t.course_id AND p.place <= t.reach`,
  );
  await step(
    'daily activity',
    `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds, interactions)
     SELECT user_id, course_id, section_id, last_activity_at::date - d,
       time_spent / ${daysPerSection} + CASE d WHEN 0 THEN time_spent % ${daysPerSection} ELSE 0 END, 1
     FROM user_progress, generate_series(0, ${daysPerSection - 1}) d`,
  );
}
