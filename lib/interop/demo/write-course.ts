import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { writeCourse } from '../course-writer';
import type { DemoQuestion } from './answers';
import { type Day, isoDay } from './calendar';
import type { DemoCourse } from './courses';
import { seeded, wholeBetween } from './random';

const dates = statement(
  'demo.course-dates',
  `UPDATE courses SET starts_on = $2::date, ends_on = $3::date, created_at = $4::date + interval '9 hours',
     updated_at = $4::date + interval '5 days', published_at = $4::date + interval '5 days' WHERE id = $1`,
);
const descriptions = statement(
  'demo.lesson-descriptions',
  `UPDATE lessons l SET description = d.text FROM unnest($2::text[]) WITH ORDINALITY AS d(text, n)
   WHERE l.course_id = $1 AND l.lesson_order = d.n`,
);
const outline = statement(
  'demo.sections',
  `SELECT s.id, s.lesson_id AS "lessonId", s.estimated_duration AS minutes,
     (SELECT coalesce(json_agg(json_build_object('id', q.id, 'version', q.version, 'correct', k.correct,
        'choices', (SELECT json_agg(c->'id') FROM jsonb_array_elements(v.choices) c)) ORDER BY q.question_order), '[]')
      FROM questions q JOIN question_versions v ON v.question_id = q.id AND v.version = q.version
      JOIN question_keys k ON k.question_id = q.id AND k.version = q.version WHERE q.section_id = s.id) AS questions
   FROM sections s JOIN lessons l ON l.id = s.lesson_id WHERE s.course_id = $1
   ORDER BY l.lesson_order, s.section_order`,
);

const termInDays = 16 * 7;

export type WrittenSection = {
  id: string;
  lessonId: string;
  minutes: number | null;
  questions: DemoQuestion[];
};
export type OpenCourse = { id: string; sections: WrittenSection[] };

/** Publishes a course that begins on `start`, made some weeks before, and returns its sections in order. */
export async function openCourse(
  tx: Transaction,
  { parsed, key, lessonDescriptions }: DemoCourse,
  place: { institutionId: string; instructorId: string },
  start: Day,
): Promise<OpenCourse> {
  const { courseId } = await writeCourse(tx, parsed, {
    ...place,
    status: 'PUBLISHED',
    sourcedId: `demo-${key}`,
  });
  const created = start - wholeBetween(seeded(`created:${key}`), 20, 160);
  await tx.rows(dates, [courseId, isoDay(start), isoDay(start + termInDays - 3), isoDay(created)]);
  if (lessonDescriptions.length > 0) await tx.rows(descriptions, [courseId, lessonDescriptions]);
  return { id: courseId, sections: await tx.rows<WrittenSection>(outline, [courseId]) };
}
