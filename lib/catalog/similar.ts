import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { type CardRow, cardsOf, toItem } from './cards';
import type { CourseItem } from './schema';
import { catalogTags, tagsOfCourses } from './tags';

const termsUsed = 12;
const candidatesATerm = 60;
const shown = 4;

/**
 * Courses that share the terms in which a course stands out: its terms by impact and rarity, each with the courses
 * most about it. A course of the same title elsewhere counts; the course itself does not.
 */
const similar = statement(
  'catalog.similar',
  `WITH telling AS MATERIALIZED (
     SELECT p.term_id, p.impact * ln(1 + (SELECT frequency FROM search_terms WHERE term = '')::float / t.frequency) AS weight
     FROM catalog_entries e JOIN search_postings p ON p.number = e.number JOIN search_terms t ON t.id = p.term_id
     WHERE e.course_id = $1 AND t.frequency > 1 AND t.term !~ '^#' AND t.term <> '' ORDER BY weight DESC LIMIT ${termsUsed}),
   page AS MATERIALIZED (
     SELECT e.number, e.course_id, (1000 * sum(telling.weight * p.impact))::int AS sort_key FROM telling
       CROSS JOIN LATERAL (SELECT number, impact FROM search_postings WHERE term_id = telling.term_id
         ORDER BY impact DESC LIMIT ${candidatesATerm}) p
       JOIN catalog_entries e ON e.number = p.number AND e.published AND e.course_id <> $1
     GROUP BY e.number, e.course_id ORDER BY sort_key DESC, e.number LIMIT ${shown})
   ${cardsOf('p.sort_key DESC, p.number', '0')}`,
);

/** Without the cache; at most four, the most similar first, fewer where the catalog is small. */
export const loadSimilarCourses = async (id: string): Promise<CourseItem[]> =>
  (await asPublic((tx) => tx.rows<CardRow>(similar, [id]))).map((row) => toItem(row, null));

/** Published courses about the same matter, from the shared cache. */
export const getSimilarCourses = sharedRead(
  'catalog',
  'catalog.similar',
  loadSimilarCourses,
  (id) => [catalogTags.course(id)],
  tagsOfCourses,
);
