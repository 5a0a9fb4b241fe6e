import type pg from 'pg';
import type { Classroom } from '@/db/testing/fixtures';
import { addDays, type History } from './history';

type ClassHistory = {
  /** The course's first day; it lasts sixty. */
  starts: string;
  histories: History[];
  /** The one section that does not count. */
  optional?: number | null;
};

/** Gives every student a history and the course its dates, replacing what was there. */
export async function writeHistories(
  owner: pg.Client,
  room: Classroom,
  { starts, histories, optional = null }: ClassHistory,
): Promise<void> {
  await owner.query('DELETE FROM activity_days; DELETE FROM user_progress');
  await owner.query("UPDATE institutions SET time_zone = 'Pacific/Auckland' WHERE id = $1", [
    room.institutionId,
  ]);
  await owner.query('UPDATE courses SET starts_on = $2, ends_on = $3 WHERE id = $1', [
    room.courseId,
    starts,
    addDays(starts, 59),
  ]);
  const sections = room.lessons.flatMap(({ sectionIds }) => sectionIds);
  await owner.query('UPDATE sections SET required = id IS DISTINCT FROM $2 WHERE course_id = $1', [
    room.courseId,
    optional === null ? null : sections[optional],
  ]);
  await owner.query('UPDATE enrollments SET sections_required = $2 WHERE course_id = $1', [
    room.courseId,
    optional === null ? 6 : 5,
  ]);
  for (const [n, history] of histories.entries())
    await writeOne(owner, room, room.studentIds[n] ?? '', history);
}

async function writeOne(owner: pg.Client, room: Classroom, userId: string, history: History): Promise<void> {
  const { enrolledOn, endedOn, droppedAt, completedAt, activity, progress } = history;
  const sections = room.lessons.flatMap(({ id, sectionIds }) =>
    sectionIds.map((sectionId) => ({ lessonId: id, sectionId })),
  );
  await owner.query(
    `UPDATE enrollments SET begins_on = $3, ends_on = $4, dropped_at = $5, completed_at = $6,
       status = CASE WHEN $5::timestamptz IS NOT NULL THEN 'DROPPED' WHEN $6::timestamptz IS NOT NULL THEN 'COMPLETED'
         ELSE 'ACTIVE' END::enrollment_status_enum
     WHERE user_id = $1 AND course_id = $2`,
    [userId, room.courseId, enrolledOn, endedOn, droppedAt, completedAt],
  );
  for (const { section, day: on, seconds, interactions } of activity) {
    await owner.query(
      `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds, interactions) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, course_id, section_id, day) DO UPDATE SET seconds = activity_days.seconds + excluded.seconds,
         interactions = activity_days.interactions + excluded.interactions`,
      [userId, room.courseId, sections[section]?.sectionId, on, seconds, interactions],
    );
  }
  for (const { section, doneAt, comprehension, scoredAt } of progress) {
    await owner.query(
      `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, completed_at,
         comprehension_score, comprehension_scored_at, first_activity_at, last_activity_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), now()) ON CONFLICT DO NOTHING`,
      [
        userId,
        room.courseId,
        sections[section]?.lessonId,
        sections[section]?.sectionId,
        doneAt ? 100 : 50,
        doneAt,
        comprehension,
        scoredAt,
      ],
    );
  }
}
