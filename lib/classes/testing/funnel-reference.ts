import type pg from 'pg';

type Seat = { userId: string; version: number };
type Section = {
  id: string;
  lessonId: string;
  required: boolean;
  added: number;
  removed: number | null;
  minutes: number | null;
};
type Lesson = { id: string; order: number; minutes: number | null; courseVersion: number };
type Progress = { userId: string; lessonId: string; sectionId: string; seconds: number; completed: boolean };

export type RawFunnel = { seats: Seat[]; sections: Section[]; lessons: Lesson[]; progress: Progress[] };

/** The rows that a class's lessons are about, past every rollup. */
export async function readRawFunnel(owner: pg.Client, courseId: string): Promise<RawFunnel> {
  const json = async <T>(sql: string): Promise<T[]> =>
    (await owner.query<{ rows: T[] | null }>(`SELECT json_agg(x) AS rows FROM (${sql}) x`, [courseId]))
      .rows[0]?.rows ?? [];
  return {
    seats: await json<Seat>(
      `SELECT user_id AS "userId", course_version AS version FROM enrollments
       WHERE course_id = $1 AND role = 'STUDENT' AND status <> 'DROPPED'`,
    ),
    sections: await json<Section>(
      `SELECT id, lesson_id AS "lessonId", required, added_in_version AS added, removed_in_version AS removed,
         estimated_duration AS minutes FROM sections WHERE course_id = $1 AND deleted_at IS NULL`,
    ),
    lessons: await json<Lesson>(
      `SELECT l.id, l.lesson_order AS order, l.estimated_duration AS minutes, c.version AS "courseVersion"
       FROM lessons l JOIN courses c ON c.id = l.course_id WHERE l.course_id = $1 AND l.deleted_at IS NULL`,
    ),
    progress: await json<Progress>(
      `SELECT user_id AS "userId", lesson_id AS "lessonId", section_id AS "sectionId", time_spent AS seconds,
         completed_at IS NOT NULL AS completed FROM user_progress WHERE course_id = $1`,
    ),
  };
}

/** Every column of the table of lessons, lesson by lesson in their order, worked out the slow and obvious way. */
export function funnelReference(raw: RawFunnel) {
  const rows = raw.lessons.toSorted((a, b) => a.order - b.order).map((lesson) => funnelOf(raw, lesson));
  return rows.map((row, n) => ({ ...row, change: changeOf(rows[n - 1]?.attempted, row.attempted) }));
}

function funnelOf({ seats, sections, progress }: RawFunnel, lesson: Lesson) {
  const inLesson = sections.filter(({ lessonId }) => lessonId === lesson.id);
  const now = inLesson.filter((section) => isPart(section, lesson.courseVersion));
  const times: number[] = [];
  let completed = 0;
  for (const { userId, version } of seats) {
    const own = progress.filter((row) => row.userId === userId && row.lessonId === lesson.id);
    if (own.length === 0) continue;
    times.push(own.reduce((sum, { seconds }) => sum + seconds, 0));
    const needed = inLesson.filter((section) => section.required && isPart(section, version));
    const isDone = ({ id }: Section) => own.some((row) => row.sectionId === id && row.completed);
    if (needed.length > 0 && needed.every(isDone)) completed += 1;
  }
  const minutes = lesson.minutes ?? plannedMinutes(now);
  const middle = Math.round(median(times));
  return {
    lessonId: lesson.id,
    sections: now.length,
    attempted: times.length,
    completed,
    avgTimeSpent: Math.round(times.length > 0 ? times.reduce((a, b) => a + b, 0) / times.length : 0),
    medianTimeSpent: middle,
    estimatedMinutes: minutes,
    unfinished: times.length > 0 ? (100 * (times.length - completed)) / times.length : null,
    timesEstimate: minutes && middle > 0 ? middle / (minutes * 60) : null,
  };
}

const isPart = ({ added, removed }: Section, version: number) =>
  added <= version && (removed === null || removed > version);

function plannedMinutes(sections: readonly Section[]): number | null {
  const known = sections.flatMap(({ minutes }) => minutes ?? []);
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) : null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return 0;
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function changeOf(before: number | undefined, now: number) {
  if (!before) return null;
  return { students: now - before, percent: (100 * Math.abs(now - before)) / before };
}
