import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export type Classroom = {
  institutionId: string;
  instructorId: string;
  adminId: string;
  courseId: string;
  /** Two lessons of three sections; all required. */
  lessons: { id: string; sectionIds: string[] }[];
  studentIds: string[];
};

/** A published course with an instructor, an administrator and enrolled students, written past row security. */
export async function createClassroom(
  owner: pg.Client,
  students = 2,
  name = randomUUID().slice(0, 8),
): Promise<Classroom> {
  const id = async (sql: string, values: unknown[]) =>
    (await owner.query<{ id: string }>(sql, values)).rows[0]?.id ?? '';
  await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  const institutionId = await id('INSERT INTO institutions (name, slug) VALUES ($1, $1) RETURNING id', [
    name,
  ]);
  const person = (role: string, who: string) =>
    id('INSERT INTO users (email, role, institution_id, display_name) VALUES ($1, $2, $3, $4) RETURNING id', [
      `${who}@${name}.test`,
      role,
      institutionId,
      `${who} of ${name}`,
    ]);
  const instructorId = await person('INSTRUCTOR', 'instructor');
  const adminId = await person('ADMIN', 'admin');
  const courseId = await id(
    `INSERT INTO courses (title, description, instructor_id, institution_id, difficulty_level, status)
     VALUES ($1, 'A course to test with', $2, $3, 'BEGINNER', 'PUBLISHED') RETURNING id`,
    [`Course ${name}`, instructorId, institutionId],
  );
  const lessons: Classroom['lessons'] = [];
  for (const order of [1, 2]) {
    const lessonId = await id(
      `INSERT INTO lessons (course_id, title, lesson_order, content) VALUES ($1, $2, $3, '{"questions":[],"keyPoints":[]}') RETURNING id`,
      [courseId, `Lesson ${order}`, order],
    );
    const sectionIds: string[] = [];
    for (const section of [1, 2, 3]) {
      sectionIds.push(
        await id(
          'INSERT INTO sections (course_id, lesson_id, title, section_order) VALUES ($1, $2, $3, $4) RETURNING id',
          [courseId, lessonId, `Section ${order}.${section}`, section],
        ),
      );
    }
    lessons.push({ id: lessonId, sectionIds });
  }
  const studentIds: string[] = [];
  for (let n = 0; n < students; n++) {
    const studentId = await person('STUDENT', `student${n}`);
    await owner.query('SELECT enroll_student($1, $2)', [studentId, courseId]);
    studentIds.push(studentId);
  }
  return { institutionId, instructorId, adminId, courseId, lessons, studentIds };
}

/** A question of the first section, with the choices a, b and c, of which the first is right unless said otherwise. */
export async function createQuestion(
  owner: pg.Client,
  { courseId, lessons }: Classroom,
  {
    sectionId = lessons[0]?.sectionIds[0],
    correct = ['a'],
    order = 1,
  }: { sectionId?: string; correct?: string[]; order?: number } = {},
): Promise<{ id: string; sectionId: string | undefined }> {
  const { rows } = await owner.query<{ id: string }>(
    'INSERT INTO questions (course_id, section_id, question_order) VALUES ($1, $2, $3) RETURNING id',
    [courseId, sectionId, order],
  );
  const id = rows[0]?.id ?? '';
  const choices = ['a', 'b', 'c'].map((letter) => ({ id: letter, text: `Choice ${letter}` }));
  await owner.query(
    `INSERT INTO question_versions (question_id, version, kind, prompt, choices)
     VALUES ($1, 1, $2, 'Which one is right?', $3)`,
    [id, correct.length > 1 ? 'MULTIPLE' : 'SINGLE', JSON.stringify(choices)],
  );
  await owner.query(
    `INSERT INTO question_keys (question_id, version, correct, explanation) VALUES ($1, 1, $2, 'Because it is.')`,
    [id, correct],
  );
  return { id, sectionId };
}
