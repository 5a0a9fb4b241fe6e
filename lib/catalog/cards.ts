import { cursorInstantSql } from '@/lib/list-query';
import type { CourseItem } from './schema';
import { toldCrowd } from './told-crowd';

export type CardRow = {
  id: string;
  code: string | null;
  title: string;
  description: string | null;
  difficulty_level: CourseItem['difficultyLevel'];
  estimated_duration: number | null;
  thumbnail_url: string | null;
  department: string | null;
  credits: string | null;
  instructor_id: string;
  instructor_name: string;
  institution_id: string;
  institution_name: string;
  enrolled: number;
  completed: number;
  completion_total: number;
  created_at: string;
  updated_at: string;
  /** Where the card stands in its order, for the cursor. */
  number: number;
  sort_key: number;
  created_key: string;
  /** Which generation of the catalog's orders the page was read from. */
  generation: number;
};

/**
 * SQL that turns `page` (number, course_id, sort_key) into cards. Only these rows are joined, and deltas that
 * wait to be folded are added, so counts are exact.
 */
export const cardsOf = (order: string, generation: string): string => `
  SELECT c.id, c.code, c.title, c.description, c.difficulty_level, c.estimated_duration, c.thumbnail_url, c.department,
    c.credits, k.instructor_id, k.instructor_name, k.institution_id, k.institution_name,
    (k.enrolled + d.enrolled)::int AS enrolled, (k.completed + d.completed)::int AS completed,
    k.completion_total + d.completion AS completion_total, c.created_at, c.updated_at,
    p.number, p.sort_key, ${cursorInstantSql('c.created_at')} AS created_key, ${generation} AS generation
  FROM page p JOIN courses c ON c.id = p.course_id JOIN course_cards k ON k.course_id = p.course_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(enrolled), 0) AS enrolled, coalesce(sum(completed), 0) AS completed,
      coalesce(sum(completion), 0)::bigint AS completion
    FROM course_deltas WHERE course_id = p.course_id) d
  ORDER BY ${order}`;

export const toItem = (row: CardRow, highlight: string | null): CourseItem => ({
  id: row.id,
  code: row.code,
  title: row.title,
  description: row.description,
  difficultyLevel: row.difficulty_level,
  estimatedDuration: row.estimated_duration,
  thumbnailUrl: row.thumbnail_url,
  instructor: { id: row.instructor_id, name: row.instructor_name },
  institution: { id: row.institution_id, name: row.institution_name },
  enrolledStudents: row.enrolled,
  ...toldCrowd({
    students: row.enrolled,
    finished: row.completed,
    completionTotal: row.completion_total,
  }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  department: row.department,
  credits: row.credits,
  highlight,
});
