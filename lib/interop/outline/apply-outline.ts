import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { rebuildCards, settleCourse } from '../rollups';
import { type Counts, noCounts, type OutlineLesson } from './outline';
import { retireLessons, writeLessons } from './write-lessons';
import { knownSections, writeSections } from './write-sections';

const lockCourse = statement(
  'interop.outline.lock-course',
  'SELECT version FROM courses WHERE id = $1 FOR UPDATE',
);
const removeSections = statement(
  'interop.outline.remove-sections',
  `UPDATE sections s SET updated_at = now(),
     removed_in_version = CASE WHEN used THEN $3::int END, deleted_at = CASE WHEN NOT used THEN now() END
   FROM (SELECT x.id, EXISTS (SELECT 1 FROM user_progress p WHERE p.course_id = $1 AND p.lesson_id = x.lesson_id
     AND p.section_id = x.id) AS used FROM sections x WHERE x.id = ANY ($2::uuid[])) gone
   WHERE s.id = gone.id`,
);
const raiseVersion = statement(
  'interop.outline.raise-version',
  'UPDATE courses SET version = $2, updated_at = now() WHERE id = $1',
);
const moveStudents = statement(
  'interop.outline.move-students',
  `UPDATE enrollments SET course_version = $2, updated_at = now()
   WHERE course_id = $1 AND completed_at IS NULL AND course_version <> $2`,
);

/**
 * Makes the lessons and sections of a course those of `lessons`, sections recognised by their sourced id and
 * hand-written ones left alone. When sections come or go in a course that had some, its version is raised by
 * one: a section that somebody has progress in stays part of the older versions, students who have not
 * completed the course move to the new one, and their rollups are computed again. `removeMissing` false keeps
 * what is not named: for a file of which some rows could not be read.
 */
export async function applyOutline(
  tx: Transaction,
  courseId: string,
  lessons: OutlineLesson[],
  removeMissing = true,
): Promise<{ lessons: Counts; sections: Counts }> {
  const counts = { lessons: noCounts(), sections: noCounts() };
  const [course] = await tx.rows<{ version: number }>(lockCourse, [courseId]);
  const existing = await knownSections(tx, courseId);
  const named = new Set(lessons.flatMap((lesson) => lesson.sections.map((section) => section.sourcedId)));
  const live = existing.filter((row) => row.sourcedId !== null && !row.deleted && !row.removed);
  const gone = live.filter((row) => removeMissing && !named.has(row.sourcedId ?? ''));
  const liveNames = new Set(live.map((row) => row.sourcedId));
  const setChanged = gone.length > 0 || [...named].some((name) => !liveNames.has(name));
  const current = course?.version ?? 1;
  const version = setChanged && existing.length > 0 ? current + 1 : current;

  if (gone.length > 0) await tx.rows(removeSections, [courseId, gone.map((row) => row.id), version]);
  counts.sections.removed = gone.length;
  const written = await writeLessons(tx, courseId, lessons, removeMissing, counts.lessons);
  const rest = gone.length > 0 ? await knownSections(tx, courseId) : existing;
  await writeSections(tx, { id: courseId, version }, lessons, written.ids, rest, counts.sections);
  await retireLessons(tx, courseId, written.retired);
  if (version !== current) {
    await tx.rows(raiseVersion, [courseId, version]);
    await tx.rows(moveStudents, [courseId, version]);
  }
  if (setChanged || counts.sections.changed > 0) {
    await settleCourse(tx, courseId);
    await rebuildCards(tx, [courseId]);
  }
  return counts;
}
