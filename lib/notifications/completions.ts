import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { batchSize, tell, toBeTold } from './tell';

/** Days; what was completed earlier (an import brings years) is no news. */
const newsFor = 3;

const completed = statement(
  'notifications.completed',
  `SELECT e.user_id AS "userId", e.course_id AS "courseId", c.title FROM enrollments e JOIN courses c ON c.id = e.course_id
   WHERE e.status = 'COMPLETED' AND e.role = 'STUDENT'
     AND e.completed_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     AND ${toBeTold('COURSE_COMPLETED', 'e.user_id', 'e.course_id::text')}
   LIMIT $3`,
);

/** Tells students, a batch of them, that they have completed a course. Returns how many were told. */
export async function tellCompletions(tx: Transaction, now: Date): Promise<number> {
  const values = [now.toISOString(), newsFor, batchSize];
  const rows = await tx.rows<{ userId: string; courseId: string; title: string }>(completed, values);
  const facts = rows.map(({ userId, courseId, title }) => ({
    userId,
    courseId,
    title: `You have completed ${title}`,
    body: 'You have done everything that it requires. It stays on your record.',
    href: `/courses/${courseId}`,
    subjectKey: courseId,
  }));
  return tell(tx, 'COURSE_COMPLETED', facts, now);
}
