import '@/lib/analytics/next-step';
import '@/lib/enrollment/queries';
import type { Transaction } from '@/db/client';
import { namedStatement, statement } from '@/db/statement';
import { studentProgress } from '@/lib/analytics/student-progress';
import { centreStatement } from '@/lib/notifications/centre';
import { mostCounted } from '@/lib/notifications/most-counted';
import { centreQuery } from '@/lib/notifications/schema';
import { asThe, type Call, type Question } from './question';

type SampledStudent = { userId: string; institutionId: string; courseId: string };

/** Students with the most progress of their courses, and some others, each with one course. */
const students = statement(
  'optimizer.sample-students',
  `SELECT e.user_id AS "userId", u.institution_id AS "institutionId", e.course_id AS "courseId"
   FROM ((SELECT user_id, course_id FROM enrollments WHERE role = 'STUDENT' AND status = 'ACTIVE'
          ORDER BY progress_rows DESC, user_id LIMIT ($1::int + 1) / 2)
         UNION ALL
         (SELECT user_id, course_id FROM enrollments WHERE role = 'STUDENT' AND status = 'ACTIVE'
          ORDER BY md5(id::text) LIMIT $1::int / 2)) e
   JOIN users u ON u.id = e.user_id`,
);

const ofStudent = (
  name: string,
  page: string,
  ask: (one: SampledStudent) => Pick<Call, 'statement' | 'values'>,
): Question => ({
  name,
  page,
  kind: 'read',
  sample: async (tx: Transaction, size) =>
    (await tx.rows<SampledStudent>(students, [size])).map((one) => ({
      identity: asThe('STUDENT', one.userId, one.institutionId),
      ...ask(one),
    })),
});

const firstPage = centreQuery.parse({});
const centre = centreStatement('', firstPage).page;

export const studentQuestions: readonly Question[] = [
  ofStudent('analytics.student-progress', 'Dashboard: progress', ({ userId }) => ({
    statement: studentProgress,
    values: [userId, null],
  })),
  ofStudent('analytics.next-steps', 'Dashboard: continue', ({ userId }) => ({
    statement: namedStatement('analytics.next-steps'),
    values: [userId],
  })),
  ofStudent('enrollment.state', 'Course page: own enrolment', ({ userId, courseId }) => ({
    statement: namedStatement('enrollment.state'),
    values: [userId, courseId],
  })),
  ofStudent(centre.name, 'Notifications', ({ userId }) => ({
    statement: centre,
    values: centreStatement(userId, firstPage).values,
  })),
  ofStudent('notifications.unread', 'Every page: unread notifications', ({ userId }) => ({
    statement: namedStatement('notifications.unread'),
    values: [userId, mostCounted],
  })),
];
