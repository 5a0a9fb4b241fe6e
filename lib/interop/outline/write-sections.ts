import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Counts, OutlineLesson } from './outline';
import { behindTheRest } from './write-lessons';

export type KnownSection = {
  id: string;
  lessonId: string;
  sourcedId: string | null;
  order: number;
  deleted: boolean;
  removed: boolean;
};

const known = statement(
  'interop.outline.sections',
  `SELECT id, lesson_id AS "lessonId", sourced_id AS "sourcedId", section_order AS "order",
     deleted_at IS NOT NULL AS deleted, removed_in_version IS NOT NULL AS removed
   FROM sections WHERE course_id = $1 AND (deleted_at IS NULL OR sourced_id IS NOT NULL)`,
);
// Progress names the lesson too: section and progress move in one statement, so that the foreign key holds at its end.
const place = statement(
  'interop.outline.place-sections',
  `WITH target AS (
     SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS t(id, lesson_id, section_order)
   ), progress AS (
     UPDATE user_progress p SET lesson_id = t.lesson_id FROM target t, sections s
     WHERE s.id = t.id AND p.course_id = $1 AND p.lesson_id = s.lesson_id AND p.section_id = t.id
       AND s.lesson_id <> t.lesson_id
   )
   UPDATE sections s SET lesson_id = t.lesson_id, section_order = t.section_order, updated_at = now()
   FROM target t WHERE s.id = t.id`,
);
const write = statement(
  'interop.outline.write-sections',
  `INSERT INTO sections AS s (id, course_id, lesson_id, section_order, title, completion_rule, estimated_duration, content,
     content_text, sourced_id, added_in_version)
   SELECT id, $1, "lessonId", "order", title, rule::completion_rule_enum, minutes, coalesce(content, '[]'),
     coalesce(text, ''), "sourcedId", $4
   FROM jsonb_to_recordset($2::jsonb) AS w(id uuid, "lessonId" uuid, "order" int, title text, rule text, minutes int,
     content jsonb, text text, "sourcedId" text)
   ON CONFLICT (id) DO UPDATE SET title = excluded.title, completion_rule = excluded.completion_rule,
     estimated_duration = CASE WHEN $3 THEN s.estimated_duration ELSE excluded.estimated_duration END,
     content = CASE WHEN $3 THEN s.content ELSE excluded.content END,
     content_text = CASE WHEN $3 THEN s.content_text ELSE excluded.content_text END,
     deleted_at = NULL, removed_in_version = NULL,
     added_in_version = CASE WHEN s.deleted_at IS NULL THEN s.added_in_version ELSE excluded.added_in_version END,
     updated_at = now()
   WHERE (s.title, s.completion_rule) IS DISTINCT FROM (excluded.title, excluded.completion_rule)
     OR s.deleted_at IS NOT NULL OR s.removed_in_version IS NOT NULL
     OR NOT $3 AND (s.estimated_duration, s.content, s.content_text)
       IS DISTINCT FROM (excluded.estimated_duration, excluded.content, excluded.content_text)
   RETURNING id`,
);

/** The sections of a course that a file may name again, and the hand-written ones that keep their place. */
export const knownSections = (tx: Transaction, courseId: string) => tx.rows<KnownSection>(known, [courseId]);

/** Writes the sections named by `lessons` into the lessons `lessonIds`, in their order. */
export async function writeSections(
  tx: Transaction,
  course: { id: string; version: number },
  lessons: OutlineLesson[],
  lessonIds: string[],
  existing: KnownSection[],
  counts: Counts,
): Promise<void> {
  const bySource = new Map(
    existing.flatMap((s) => (s.sourcedId === null ? [] : [[s.sourcedId, s] as const])),
  );
  const wanted = lessons.flatMap((lesson, index) =>
    lesson.sections.map((section) => ({
      section,
      lessonId: lessonIds[index] ?? '',
      known: bySource.get(section.sourcedId),
    })),
  );
  const moved = await placeSections(tx, course.id, wanted, existing);
  const touched = new Set(moved);
  const rows = wanted.map(({ section: { body, ...section }, lessonId, known: row }) => ({
    keep: body === null,
    row: { ...section, ...body, lessonId, id: row?.id ?? randomUUID() },
  }));
  for (const keep of [true, false]) {
    const part = rows.filter((entry) => entry.keep === keep).map((entry) => entry.row);
    if (part.length === 0) continue;
    const values = [course.id, JSON.stringify(part), keep, course.version];
    for (const { id } of await tx.rows<{ id: string }>(write, values)) touched.add(id);
  }
  const fresh = wanted.filter((entry) => !entry.known || entry.known.deleted || entry.known.removed).length;
  counts.new += fresh;
  counts.changed += rows.filter(({ row }) => touched.has(row.id)).length - fresh;
  counts.unchanged += rows.filter(({ row }) => !touched.has(row.id)).length;
}

type Wanted = { section: { order: number }; lessonId: string; known: KnownSection | undefined };

/** Gives known sections their new lesson and place, through places nobody holds; whoever is in the way goes behind. */
async function placeSections(
  tx: Transaction,
  courseId: string,
  wanted: Wanted[],
  existing: KnownSection[],
): Promise<string[]> {
  const targets = wanted.flatMap(({ section, lessonId, known: row }) =>
    row && (row.lessonId !== lessonId || row.order !== section.order)
      ? [{ id: row.id, lessonId, order: section.order }]
      : [],
  );
  const named = new Set(wanted.map((entry) => entry.known?.id));
  const taken = new Set(wanted.map((entry) => `${entry.lessonId} ${entry.section.order}`));
  const behind = Math.max(behindTheRest, ...existing.map((row) => row.order + 1));
  const inTheWay = existing
    .filter((row) => !named.has(row.id) && !row.deleted && taken.has(`${row.lessonId} ${row.order}`))
    .map((row, index) => ({ id: row.id, lessonId: row.lessonId, order: behind + index }));
  const all = [...targets, ...inTheWay];
  if (all.length === 0) return [];
  const ids = all.map((target) => target.id);
  const lessonIds = all.map((target) => target.lessonId);
  await tx.rows(place, [courseId, ids, lessonIds, all.map((_, index) => -index - 1)]);
  await tx.rows(place, [courseId, ids, lessonIds, all.map((target) => target.order)]);
  return targets.map((target) => target.id);
}
