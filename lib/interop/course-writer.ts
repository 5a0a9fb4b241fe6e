import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type QuestionCounts, writeQuestions } from '@/lib/assessment/write-questions';
import type { ParsedCourse, ParsedLesson } from './markdown-course/course';
import { applyOutline } from './outline/apply-outline';
import type { Counts, OutlineLesson } from './outline/outline';

const upsert = statement(
  'interop.course.upsert',
  `INSERT INTO courses AS c (institution_id, instructor_id, status, sourced_id, code, title, description,
     difficulty_level, estimated_duration, learning_objectives, prerequisite_skills, target_audience, department,
     license, published_at)
   VALUES ($1, $2, $3::course_status_enum, $4, $5, $6, $7, $8::difficulty_enum, $9, $10::jsonb, $11::text[],
     $12::educational_level_enum[], $13, $14, CASE WHEN $3 = 'PUBLISHED' THEN now() END)
   ON CONFLICT (institution_id, sourced_id) DO UPDATE SET instructor_id = excluded.instructor_id, code = excluded.code,
     title = excluded.title, description = excluded.description, difficulty_level = excluded.difficulty_level,
     estimated_duration = excluded.estimated_duration, learning_objectives = excluded.learning_objectives,
     prerequisite_skills = excluded.prerequisite_skills, target_audience = excluded.target_audience,
     department = excluded.department, license = excluded.license, updated_at = now()
   WHERE (c.instructor_id, c.code, c.title, c.description, c.difficulty_level, c.estimated_duration,
     c.learning_objectives, c.prerequisite_skills, c.target_audience, c.department, c.license)
   IS DISTINCT FROM (excluded.instructor_id, excluded.code, excluded.title, excluded.description,
     excluded.difficulty_level, excluded.estimated_duration, excluded.learning_objectives,
     excluded.prerequisite_skills, excluded.target_audience, excluded.department, excluded.license)
   RETURNING id, (xmax = 0) AS fresh`,
);
const find = statement(
  'interop.course.find',
  'SELECT id FROM courses WHERE institution_id = $1 AND sourced_id = $2',
);

const sectionIds = statement(
  'interop.course.sections',
  `SELECT id, sourced_id AS "sourcedId" FROM sections
   WHERE course_id = $1 AND sourced_id IS NOT NULL AND deleted_at IS NULL`,
);

export type CoursePlace = {
  institutionId: string;
  instructorId: string;
  /** For a course that is new; a course that is there keeps its status. */
  status: 'DRAFT' | 'PUBLISHED';
  /** What recognises the course in the institution when it is imported again. */
  sourcedId: string;
};

export type WrittenCourse = {
  courseId: string;
  outcome: 'new' | 'changed' | 'unchanged';
  lessons: Counts;
  sections: Counts;
  questions: QuestionCounts;
};

/**
 * Creates or updates a course from parsed episodes, as SYSTEM, in the caller's transaction. The same input
 * changes no row; sections and questions keep their ids, and so their students' progress and answers.
 */
export async function writeCourse(
  tx: Transaction,
  parsed: ParsedCourse,
  place: CoursePlace,
): Promise<WrittenCourse> {
  const minutes = parsed.lessons.reduce((sum, lesson) => sum + lesson.teaching + lesson.exercises, 0);
  const [row] = await tx.rows<{ id: string; fresh: boolean }>(upsert, [
    place.institutionId,
    place.instructorId,
    place.status,
    place.sourcedId,
    parsed.code,
    parsed.title,
    parsed.description,
    parsed.level,
    minutes || null,
    JSON.stringify(parsed.objectives),
    parsed.skills,
    parsed.audience,
    parsed.department,
    parsed.license,
  ]);
  const known = row ?? (await tx.rows<{ id: string }>(find, [place.institutionId, place.sourcedId]))[0];
  if (!known) throw new Error(`Course ${place.sourcedId} was neither written nor found.`);
  const counts = await applyOutline(tx, known.id, parsed.lessons.map(toOutline));
  const questions = await writeCourseQuestions(tx, known.id, parsed.lessons);
  return { courseId: known.id, outcome: outcomeOf(row), ...counts, questions };
}

async function writeCourseQuestions(
  tx: Transaction,
  courseId: string,
  lessons: ParsedLesson[],
): Promise<QuestionCounts> {
  const rows = await tx.rows<{ id: string; sourcedId: string }>(sectionIds, [courseId]);
  const ids = new Map(rows.map(({ id, sourcedId }) => [sourcedId, id]));
  const wanted = lessons
    .flatMap(({ sections }) => sections)
    .flatMap(({ sourcedId, questions }) =>
      questions.map((question, index) => ({
        ...question,
        sectionId: ids.get(sourcedId) ?? '',
        order: index + 1,
      })),
    );
  return writeQuestions(tx, courseId, wanted);
}

const outcomeOf = (row: { fresh: boolean } | undefined) =>
  row === undefined ? 'unchanged' : row.fresh ? 'new' : 'changed';

function toOutline(lesson: ParsedLesson, index: number): OutlineLesson {
  const { questions, keyPoints, teaching, exercises, objectives } = lesson;
  return {
    order: index + 1,
    title: lesson.title,
    body: {
      minutes: teaching + exercises || null,
      content: { questions, keyPoints, teaching, exercises },
      objectives,
    },
    sections: lesson.sections.map((section, position) => ({
      sourcedId: section.sourcedId,
      order: position + 1,
      title: section.title,
      rule: 'MARK',
      body: { minutes: section.minutes, content: section.blocks, text: section.text },
    })),
  };
}
