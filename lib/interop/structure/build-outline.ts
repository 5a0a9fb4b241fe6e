import type { OutlineLesson } from '../outline/outline';
import type { Rejection } from '../run/import-run';

export type StructureRow = {
  line: number;
  lessonOrder: number;
  lessonTitle: string;
  sectionOrder: number;
  resource: string;
  title: string;
};

/**
 * Gathers the rows of one class into lessons. Each resource and each place counts once: later rows that
 * repeat one, or that give a lesson another title, are rejected.
 */
export function buildOutline(rows: StructureRow[]): { lessons: OutlineLesson[]; rejections: Rejection[] } {
  const lessons = new Map<number, OutlineLesson>();
  const resources = new Set<string>();
  const places = new Set<string>();
  const rejections: Rejection[] = [];
  for (const row of rows) {
    const lesson = lessons.get(row.lessonOrder);
    const place = `${row.lessonOrder} ${row.sectionOrder}`;
    const reason = resources.has(row.resource)
      ? 'resourceSourcedId: used by an earlier row of this class'
      : places.has(place)
        ? 'lessonOrder and sectionOrder: used by an earlier row of this class'
        : lesson && lesson.title !== row.lessonTitle
          ? 'lessonTitle: differs from an earlier row of this lesson'
          : null;
    if (reason) {
      rejections.push({ line: row.line, reason });
      continue;
    }
    resources.add(row.resource);
    places.add(place);
    const target = lesson ?? { order: row.lessonOrder, title: row.lessonTitle, body: null, sections: [] };
    target.sections.push({
      sourcedId: row.resource,
      order: row.sectionOrder,
      title: row.title,
      rule: 'VIEW',
      body: null,
    });
    lessons.set(row.lessonOrder, target);
  }
  return { lessons: [...lessons.values()], rejections };
}
