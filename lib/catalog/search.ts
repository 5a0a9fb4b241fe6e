import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';

export type CourseHit = {
  id: string;
  code: string | null;
  title: string;
  institution: string;
  highlight: string;
};
export type LessonHit = {
  id: string;
  courseId: string;
  title: string;
  courseTitle: string;
  sectionTitle: string;
  highlight: string;
};

/** Marks around matches in a highlight; the renderer turns them into <mark>, everything else is text. */
export const highlightMarks = { start: '\u0002', stop: '\u0003' } as const;
const headline = `'StartSel=${highlightMarks.start}, StopSel=${highlightMarks.stop}, MaxWords=24, MinWords=10'`;

const courseHits = statement(
  'catalog.search-courses',
  `WITH found AS (
     SELECT c.id, c.code, c.title, c.description, k.institution_name, ts_rank_cd(c.search_vector, q) AS rank, q
     FROM courses c JOIN course_cards k ON k.course_id = c.id, websearch_to_tsquery('english', $1) q
     WHERE k.published AND c.search_vector @@ q ORDER BY rank DESC, k.enrolled DESC, c.id LIMIT $2)
   SELECT id, code, title, institution_name AS institution,
     ts_headline('english', coalesce(description, title), q, ${headline}) AS highlight
   FROM found ORDER BY rank DESC`,
);

const lessonHits = statement(
  'catalog.search-lessons',
  `WITH found AS (
     SELECT s.lesson_id, s.course_id, s.title, s.content_text, ts_rank_cd(s.search_vector, q) AS rank, q
     FROM sections s JOIN course_cards k ON k.course_id = s.course_id, websearch_to_tsquery('english', $1) q
     WHERE k.published AND s.deleted_at IS NULL AND s.search_vector @@ q ORDER BY rank DESC, s.id LIMIT $2)
   SELECT f.lesson_id AS id, f.course_id AS "courseId", l.title, c.title AS "courseTitle", f.title AS "sectionTitle",
     ts_headline('english', left(f.content_text, 20000), q, ${headline}) AS highlight
   FROM found f JOIN lessons l ON l.id = f.lesson_id JOIN courses c ON c.id = f.course_id ORDER BY f.rank DESC`,
);

/** Courses and lesson sections that contain the words, best first; phrases in quotes, `-word` excludes. */
export async function search(
  q: string,
  limit: number,
): Promise<{ courses: CourseHit[]; lessons: LessonHit[] }> {
  const [courses, lessons] = await Promise.all([
    asPublic((tx) => tx.rows<CourseHit>(courseHits, [q, limit])),
    asPublic((tx) => tx.rows<LessonHit>(lessonHits, [q, limit])),
  ]);
  return { courses, lessons };
}
