import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { highlightMarks } from '../schema';

export type LessonHit = {
  /** The lesson's id. */
  id: string;
  courseId: string;
  title: string;
  courseTitle: string;
  sectionId: string;
  sectionTitle: string;
  highlight: string;
};

const headline = `'StartSel=${highlightMarks.start}, StopSel=${highlightMarks.stop}, MaxWords=24, MinWords=10'`;
/** Sections with a word in their title are looked at first; more than these would not fit on any page. */
const looked = 200;

const lessonHits = statement(
  'catalog.search-lessons',
  `WITH asked AS (SELECT websearch_to_tsquery('english', $1) AS q),
   titled AS (
     SELECT s.id FROM sections s, asked WHERE s.search_vector @@ asked.q
       AND s.search_vector @@ regexp_replace(asked.q::text, '''(?=( |$|\\)))', ''':A', 'g')::tsquery
       AND s.deleted_at IS NULL LIMIT ${looked}),
   mentioned AS (
     SELECT s.id FROM sections s, asked WHERE s.search_vector @@ asked.q AND s.deleted_at IS NULL LIMIT ${looked}),
   found AS (
     SELECT s.id, s.lesson_id, s.course_id, s.title, s.content_text, asked.q, ts_rank_cd(s.search_vector, asked.q) AS rank
     FROM (SELECT id FROM titled UNION SELECT id FROM mentioned) near JOIN sections s ON s.id = near.id
       JOIN course_cards k ON k.course_id = s.course_id AND k.published CROSS JOIN asked
     ORDER BY rank DESC, s.id LIMIT $2)
   SELECT f.lesson_id AS id, f.course_id AS "courseId", l.title, c.title AS "courseTitle", f.id AS "sectionId",
     f.title AS "sectionTitle", ts_headline('english', left(f.content_text, 20000), f.q, ${headline}) AS highlight
   FROM found f JOIN lessons l ON l.id = f.lesson_id JOIN courses c ON c.id = f.course_id ORDER BY f.rank DESC, f.id`,
);

/** The statement behind `findLessons` with its values. */
export const findLessonsStatement = (q: string, limit: number) => ({
  statement: lessonHits,
  values: [q, limit],
});

/** Sections of published courses that contain all the words, best first; phrases in quotes, `-word` excludes. */
export const findLessons = (tx: Transaction, q: string, limit: number): Promise<LessonHit[]> =>
  tx.rows<LessonHit>(lessonHits, [q, limit]);
