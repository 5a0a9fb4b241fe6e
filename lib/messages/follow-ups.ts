import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted } from '@/lib/format';
import { batchSize, tell, toBeTold } from '@/lib/notifications/tell';

/** Days; a follow-up that was due earlier, before the worker ran, is not dug out any more. */
const newsFor = 7;

/** By author, class and day: one note of it is enough to be told. From seven in the morning of that day. */
const due = statement(
  'notes.due',
  `SELECT n.author_id AS "userId", n.course_id AS "courseId", c.title, n.follow_up_on::text AS day,
     count(DISTINCT n.student_id)::int AS students, min(n.student_id::text) AS "studentId"
   FROM student_notes n JOIN courses c ON c.id = n.course_id JOIN institutions i ON i.id = c.institution_id
   JOIN users u ON u.id = n.author_id
   WHERE n.deleted_at IS NULL AND n.followed_up_at IS NULL AND c.deleted_at IS NULL
     AND u.disabled_at IS NULL AND u.deleted_at IS NULL
     AND (c.instructor_id = u.id OR (u.role = 'ADMIN' AND u.institution_id = c.institution_id))
     AND n.follow_up_on > ($1::timestamptz AT TIME ZONE i.time_zone)::date - $2::int
     AND n.follow_up_on + time '07:00' <= $1::timestamptz AT TIME ZONE i.time_zone
     AND ${toBeTold('FOLLOW_UP', 'n.author_id', "n.course_id::text || ' ' || n.follow_up_on::text")}
   GROUP BY n.author_id, n.course_id, c.title, n.follow_up_on LIMIT $3`,
);

type Due = {
  userId: string;
  courseId: string;
  title: string;
  day: string;
  students: number;
  studentId: string;
};

/** Tells those who wrote notes, a batch of them, that a day for following up has come. Names no student. */
export async function tellFollowUps(tx: Transaction, now: Date): Promise<number> {
  const rows = await tx.rows<Due>(due, [now.toISOString(), newsFor, batchSize]);
  const facts = rows.map(({ userId, courseId, title, day, students, studentId }) => ({
    userId,
    courseId,
    title: `You wanted to follow up with ${counted(students, 'student')}`,
    body: `A note of yours in ${title} says so.`,
    href:
      students === 1 ? `/teach/${courseId}/students/${studentId}` : `/teach/${courseId}/messages#follow-ups`,
    subjectKey: `${courseId} ${day}`,
  }));
  return tell(tx, 'FOLLOW_UP', facts, now);
}
