import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { matchLessons } from './match-lessons';
import type { Counts, OutlineLesson } from './outline';

/** Where lessons and sections go that the file does not name any more but somebody's history still needs. */
export const behindTheRest = 100_000;

type Known = { id: string; order: number; title: string; handmade: boolean };

const known = statement(
  'interop.outline.lessons',
  `SELECT l.id, l.lesson_order AS "order", l.title,
     NOT EXISTS (SELECT 1 FROM sections s WHERE s.lesson_id = l.id AND s.sourced_id IS NOT NULL) AS handmade
   FROM lessons l WHERE l.course_id = $1 AND l.deleted_at IS NULL AND l.lesson_order < $2 ORDER BY l.lesson_order`,
);
const park = statement(
  'interop.outline.park-lessons',
  `UPDATE lessons SET lesson_order = -lesson_order - 1 WHERE id = ANY ($1::uuid[])`,
);
const write = statement(
  'interop.outline.write-lessons',
  `WITH wanted AS (
     SELECT * FROM jsonb_to_recordset($2::jsonb) AS w(id uuid, "order" int, title text, minutes int,
       content jsonb, objectives jsonb)
   ), ready AS (
     SELECT id, "order", title, minutes, coalesce(content, '{"questions": [], "keyPoints": []}') AS content,
       ARRAY(SELECT jsonb_array_elements_text(coalesce(objectives, '[]'))) AS objectives FROM wanted
   )
   INSERT INTO lessons AS l (id, course_id, lesson_order, title, estimated_duration, content, learning_objectives)
   SELECT id, $1, "order", title, minutes, content, objectives FROM ready
   ON CONFLICT (id) DO UPDATE SET lesson_order = excluded.lesson_order, title = excluded.title,
     estimated_duration = CASE WHEN $3 THEN l.estimated_duration ELSE excluded.estimated_duration END,
     content = CASE WHEN $3 THEN l.content ELSE excluded.content END,
     learning_objectives = CASE WHEN $3 THEN l.learning_objectives ELSE excluded.learning_objectives END,
     updated_at = now()
   WHERE (l.lesson_order, l.title) IS DISTINCT FROM (excluded.lesson_order, excluded.title)
     OR NOT $3 AND (l.estimated_duration, l.content, l.learning_objectives)
       IS DISTINCT FROM (excluded.estimated_duration, excluded.content, excluded.learning_objectives)
   RETURNING id`,
);

const retire = statement(
  'interop.outline.retire-lessons',
  `UPDATE lessons l SET updated_at = now(),
     deleted_at = CASE WHEN NOT used THEN now() END,
     lesson_order = CASE WHEN used THEN free.first + n::int ELSE lesson_order END
   FROM unnest($2::uuid[], $3::boolean[]) WITH ORDINALITY AS gone(id, handmade, n)
     CROSS JOIN LATERAL (SELECT handmade OR EXISTS (
       SELECT 1 FROM sections s WHERE s.lesson_id = gone.id AND s.deleted_at IS NULL) AS used) u
     CROSS JOIN (SELECT greatest($4::int, max(lesson_order)) AS first FROM lessons WHERE course_id = $1) free
   WHERE l.id = gone.id`,
);

export type WrittenLessons = {
  /** In the order of the lessons that were wanted. */
  ids: string[];
  /** Lessons the file does not name any more, and hand-written ones whose place it takes. */
  retired: { id: string; handmade: boolean }[];
};

/** Writes the lessons of a course in their order. Call `retireLessons` once the sections have moved. */
export async function writeLessons(
  tx: Transaction,
  courseId: string,
  lessons: OutlineLesson[],
  removeMissing: boolean,
  counts: Counts,
): Promise<WrittenLessons> {
  const existing = await tx.rows<Known>(known, [courseId, behindTheRest]);
  const match = matchLessons(
    existing.filter((lesson) => !lesson.handmade),
    lessons,
  );
  const places = new Set(lessons.map((lesson) => lesson.order));
  const inTheWay = existing.filter((lesson) => lesson.handmade && places.has(lesson.order));
  const orders = new Map(existing.map((lesson) => [lesson.id, lesson.order]));
  const gone = match.gone.filter((id) => removeMissing || places.has(orders.get(id) ?? 0));
  const retired = [
    ...gone.map((id) => ({ id, handmade: false })),
    ...inTheWay.map(({ id }) => ({ id, handmade: true })),
  ];
  const ids = match.ids.map((id) => id ?? randomUUID());
  const moved = ids.filter((id, index) => orders.has(id) && orders.get(id) !== lessons[index]?.order);
  await tx.rows(park, [[...moved, ...retired.map((lesson) => lesson.id)]]);
  let written = 0;
  for (const keep of [true, false]) {
    const rows = lessons.flatMap(({ order, title, body }, index) =>
      (body === null) === keep ? [{ id: ids[index], order, title, ...body }] : [],
    );
    if (rows.length === 0) continue;
    written += (await tx.rows(write, [courseId, JSON.stringify(rows), keep])).length;
  }
  const fresh = match.ids.filter((id) => id === null).length;
  counts.new += fresh;
  counts.changed += written - fresh;
  counts.unchanged += lessons.length - written;
  counts.removed += gone.length;
  return { ids, retired };
}

/** Deletes lessons that are empty now; those with older versions' or hand-written sections go behind the rest. */
export async function retireLessons(
  tx: Transaction,
  courseId: string,
  retired: WrittenLessons['retired'],
): Promise<void> {
  if (retired.length === 0) return;
  const ids = retired.map((lesson) => lesson.id);
  const handmade = retired.map((lesson) => lesson.handmade);
  await tx.rows(retire, [courseId, ids, handmade, behindTheRest]);
}
