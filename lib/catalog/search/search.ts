import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import type { CardRow } from '../cards';
import { catalogTags } from '../tags';
import { highlighter } from './highlight';
import { findLessons, type LessonHit } from './lessons';
import { prepare } from './prepare';
import { rankStatement } from './rank';

export type CourseHit = {
  id: string;
  code: string | null;
  title: string;
  institution: string;
  /** The passage that matches, with marks; the beginning of the description where only the title does. */
  highlight: string;
};

type Found = { courses: CourseHit[]; lessons: LessonHit[] };

/** What `search` answers, without the cache. */
export async function loadSearch(q: string, limit: number): Promise<Found> {
  const [courses, lessons] = await Promise.all([
    findCourses(q, limit),
    asPublic((tx) => findLessons(tx, q, limit)),
  ]);
  return { courses, lessons };
}

/** Courses and lesson sections that answer an ask, best first; phrases in quotes, `-word` excludes. */
export const search = sharedRead(
  'listing',
  'catalog.search',
  loadSearch,
  () => [catalogTags.courses],
  ({ courses, lessons }) => [
    ...new Set(
      [...courses.map(({ id }) => id), ...lessons.map(({ courseId }) => courseId)].map(catalogTags.course),
    ),
  ],
);

async function findCourses(q: string, limit: number): Promise<CourseHit[]> {
  return asPublic(async (tx) => {
    const prepared = await prepare(tx, q);
    const { statement, values } = rankStatement(prepared, { q, limit });
    const rows = await tx.rows<CardRow>(statement, values);
    const highlight = highlighter(prepared.ask);
    return rows.slice(0, limit).map((row) => ({
      id: row.id,
      code: row.code,
      title: row.title,
      institution: row.institution_name,
      highlight:
        highlight(row.description) ?? highlight(row.title) ?? (row.description ?? row.title).slice(0, 200),
    }));
  });
}
