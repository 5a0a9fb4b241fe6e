import '@/lib/progress/mutations';
import { randomUUID } from 'node:crypto';
import { namedStatement, statement } from '@/db/statement';
import { asThe, type Call, type Question } from './question';

type Studied = {
  userId: string;
  institutionId: string;
  course: string;
  lesson: string;
  section: string;
  completion: number;
  at: string;
};

/** Where students are at: a row of progress of each, from a part of the table that is the same each time. */
const studied = statement(
  'optimizer.sample-progress',
  `SELECT DISTINCT ON (p.user_id) p.user_id AS "userId", u.institution_id AS "institutionId", p.course_id AS course,
     p.lesson_id AS lesson, p.section_id AS section, p.completion_percentage AS completion, p.last_activity_at AS at
   FROM (SELECT * FROM user_progress ORDER BY user_id LIMIT 20000) p
   JOIN users u ON u.id = p.user_id
   JOIN enrollments e ON e.user_id = p.user_id AND e.course_id = p.course_id AND e.role = 'STUDENT' AND e.status = 'ACTIVE'
   ORDER BY p.user_id, md5(p.section_id::text) LIMIT $1::int`,
);

/** What a player sends again and again while somebody studies: some seconds more, nothing finished. */
function heartbeat({ userId, institutionId, at, ...place }: Studied): Call {
  const event = {
    id: randomUUID(),
    ...place,
    seconds: 15,
    at: new Date(Date.parse(at) + 15_000).toISOString(),
  };
  return {
    identity: asThe('STUDENT', userId, institutionId),
    statement: namedStatement('progress.record'),
    values: [userId, JSON.stringify([event])],
  };
}

const eventsForEachRead = 4;

/** Recording progress: the write that the product does most. */
export const progressWrite: Question = {
  name: 'progress.record',
  page: 'Recording progress',
  kind: 'write',
  sample: async (tx, size) => (await tx.rows<Studied>(studied, [size * eventsForEachRead])).map(heartbeat),
};
