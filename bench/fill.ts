import type pg from 'pg';
import { settleFill } from '@/lib/rehearsal/settle-fill';
import { lessonsPerCourse, type Scale, scales, sectionsPerLesson } from './scales';

const uuidOf = (prefix: string, n: string) => `md5('${prefix}' || ${n})::uuid`;

/**
 * Fills a migrated database by SQL: class sizes fall off with their rank (the largest of M is meant to have about 13,000), students go through a course in order
 * and stop somewhere, one heavy student takes forty courses. Deterministic.
 */
export async function fill(owner: pg.Client, scale: Scale, say: (what: string) => void): Promise<void> {
  const { users, courses, enrollmentsPerUser } = scales[scale];
  const step = async (what: string, sql: string) => {
    say(what);
    await owner.query(sql);
  };
  await owner.query(
    "SELECT set_config('app.role', 'SYSTEM', false), set_config('synchronous_commit', 'off', false)",
  );
  await owner.query('SELECT setseed(0.42)');
  await step(
    'institutions',
    `INSERT INTO institutions (id, name, slug) SELECT ${uuidOf('i', 'n')}, 'Institution ' || n, 'i' || n FROM generate_series(1, 20) n`,
  );
  await step(
    'people',
    `INSERT INTO users (id, email, role, institution_id, display_name)
    SELECT ${uuidOf('u', 'n')}, 'u' || n || '@bench.test', CASE WHEN n <= ${courses / 5} THEN 'INSTRUCTOR' ELSE 'STUDENT' END::educational_role_enum,
      md5('i' || 1 + n % 20)::uuid, 'Person ' || lpad((n * 7919 % ${users})::text, 7, '0') FROM generate_series(1, ${users}) n`,
  );
  await step(
    'courses',
    `INSERT INTO courses (id, code, title, description, instructor_id, institution_id, difficulty_level, status, target_audience, created_at)
    SELECT ${uuidOf('c', 'n')}, 'C' || n, (ARRAY['Introduction to','Advanced','Applied','History of','Topics in'])[1 + n % 5] || ' ' ||
      (ARRAY['calculus','biology','painting','databases','economics','music','chemistry','law'])[1 + n % 8] || ' ' || n,
      'A course about ' || (ARRAY['numbers','cells','colour','tables','markets','sound','matter','justice'])[1 + n % 8] || ' and how people use them.',
      ${uuidOf('u', `(1 + n % ${courses / 5})`)}, md5('i' || 1 + n % 20)::uuid,
      (ARRAY['BEGINNER','INTERMEDIATE','ADVANCED'])[1 + n % 3]::difficulty_enum, 'PUBLISHED', '{UNDERGRADUATE}',
      timestamptz '2025-01-01' + n * interval '1 hour' FROM generate_series(1, ${courses}) n`,
  );
  await step(
    'lessons',
    `INSERT INTO lessons (id, course_id, title, lesson_order, content)
    SELECT md5('l' || n || '-' || l)::uuid, ${uuidOf('c', 'n')}, 'Lesson ' || l, l, '{"questions":[],"keyPoints":[]}'
    FROM generate_series(1, ${courses}) n, generate_series(1, ${lessonsPerCourse}) l`,
  );
  await step(
    'sections',
    `INSERT INTO sections (id, course_id, lesson_id, title, section_order)
    SELECT md5('s' || n || '-' || l || '-' || s)::uuid, ${uuidOf('c', 'n')}, md5('l' || n || '-' || l)::uuid, 'Section ' || s, s
    FROM generate_series(1, ${courses}) n, generate_series(1, ${lessonsPerCourse}) l, generate_series(1, ${sectionsPerLesson}) s`,
  );
  await step(
    'enrolments',
    `INSERT INTO enrollments (user_id, course_id, sections_required, enrolled_at)
    SELECT DISTINCT ON (1, 2) ${uuidOf('u', 'u')}, md5('c' || 1 + floor(power(random(), 2.25) * ${courses})::int)::uuid, ${lessonsPerCourse * sectionsPerLesson}, '2026-01-10'
    FROM generate_series(${courses / 5 + 1}, ${users}) u, generate_series(1, ${enrollmentsPerUser}) e
    ON CONFLICT DO NOTHING`,
  );
  await step(
    'the heavy student',
    `INSERT INTO enrollments (user_id, course_id, sections_required, enrolled_at)
    SELECT ${uuidOf('u', String(users))}, ${uuidOf('c', 'n')}, ${lessonsPerCourse * sectionsPerLesson}, '2026-01-10' FROM generate_series(1, 40) n ON CONFLICT DO NOTHING`,
  );
  // Every row is right by how it is made: checking five million of them against their parents proves nothing.
  await owner.query('SET session_replication_role = replica');
  await step(
    'progress',
    `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at, first_activity_at, last_activity_at)
    SELECT e.user_id, e.course_id, s.lesson_id, s.id, CASE WHEN s.place < e.reach THEN 100 ELSE 40 END, 200 + (s.place * 37) % 500,
      CASE WHEN s.place < e.reach THEN timestamptz '2026-02-01' + s.place * interval '1 day' END, '2026-01-15', timestamptz '2026-02-01' + s.place * interval '1 day'
    FROM (SELECT user_id, course_id, floor(random() * 25)::int AS reach FROM enrollments) e
    JOIN (SELECT id, course_id, lesson_id, row_number() OVER (PARTITION BY course_id ORDER BY lesson_id, section_order) AS place FROM sections) s
      ON s.course_id = e.course_id AND s.place <= e.reach`,
  );
  await step(
    'daily activity',
    `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds, interactions)
    SELECT user_id, course_id, section_id, last_activity_at::date, time_spent, 1 FROM user_progress`,
  );
  await owner.query('RESET session_replication_role');
  await settleFill(step);
}
