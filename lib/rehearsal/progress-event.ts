import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Database } from '@/db/client';
import { recordOne } from '@/lib/progress/together';

/** A section that a student may report on. */
export type Target = { user: string; course: string; lesson: string; section: string };

/** Sections of some hundreds of enrolments: of one course, or of all. */
export async function progressTargets(owner: pg.Client, course: string | null): Promise<Target[]> {
  const { rows } = await owner.query<Target>(
    `SELECT e.user_id AS user, e.course_id AS course, s.lesson_id AS lesson, s.id AS section
     FROM (SELECT * FROM enrollments WHERE $1::uuid IS NULL OR course_id = $1::uuid ORDER BY md5(id::text) LIMIT 800) e
     CROSS JOIN LATERAL (SELECT * FROM sections WHERE course_id = e.course_id ORDER BY md5(id::text || e.id::text) LIMIT 6) s`,
    [course],
  );
  return rows;
}

/** The `n`th target of a client: far from those of the others. */
export const pickTarget = (all: Target[], client: number, n: number): Target =>
  all[(client * 7919 + n * 104_729) % all.length] as Target;

export const openClients = (url: string, clients: number): Promise<pg.Client[]> =>
  Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );

/** Reports one event as a heartbeat does, the way the product does: together with what others report at that moment. */
export async function sendProgress(database: Database, target: Target, completion: number): Promise<void> {
  const event = {
    id: randomUUID(),
    courseId: target.course,
    lessonId: target.lesson,
    sectionId: target.section,
    seconds: 15,
    completion,
    at: '2026-03-01T10:00:00Z',
  };
  const { accepted } = await recordOne({ studentId: target.user, event }, database);
  if (accepted !== 1) throw new Error('An event of the bench was not accepted.');
}
