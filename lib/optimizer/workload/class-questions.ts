import '@/lib/classes/lessons';
import '@/lib/classes/summary';
import '@/lib/classes/taught';
import '@/lib/messages/sent';
import type { Transaction } from '@/db/client';
import { namedStatement, statement } from '@/db/statement';
import { rosterStatement } from '@/lib/classes/roster';
import { rosterQuery } from '@/lib/classes/schema';
import { asThe, type Call, type Question } from './question';

type SampledClass = { courseId: string; instructorId: string; institutionId: string };

/** The largest classes, and some others. */
const classes = statement(
  'optimizer.sample-classes',
  `SELECT c.id AS "courseId", c.instructor_id AS "instructorId", c.institution_id AS "institutionId"
   FROM courses c JOIN course_cards k ON k.course_id = c.id WHERE c.deleted_at IS NULL
     AND c.id IN (
       (SELECT course_id FROM course_cards ORDER BY enrolled DESC, course_id LIMIT ($1::int + 1) / 2)
       UNION ALL (SELECT course_id FROM course_cards ORDER BY md5(course_id::text) LIMIT $1::int / 2))`,
);

const sampleClasses = (tx: Transaction, size: number) => tx.rows<SampledClass>(classes, [size]);

/** A question that an instructor asks about a class. */
const aboutClass = (
  name: string,
  page: string,
  ask: (one: SampledClass) => Pick<Call, 'statement' | 'values'>,
): Question => ({
  name,
  page,
  kind: 'read',
  sample: async (tx, size) =>
    (await sampleClasses(tx, size)).map((one) => ({
      identity: asThe('INSTRUCTOR', one.instructorId, one.institutionId),
      ...ask(one),
    })),
});

const named = (name: string, page: string, valuesOf: (one: SampledClass) => unknown[]): Question =>
  aboutClass(name, page, (one) => ({ statement: namedStatement(name), values: valuesOf(one) }));

const limits = { sections: 3, seconds: 0, behindTo: 2_000, aheadFrom: 8_000 };
const anyCourse = '00000000-0000-0000-0000-000000000000';

function roster(sort: 'completion' | 'activity', page: string): Question {
  const query = rosterQuery.parse({ sort, order: 'desc', limit: '50' });
  const asked = rosterStatement(anyCourse, query, limits).page;
  return aboutClass(asked.name, page, ({ courseId }) => ({
    statement: asked,
    values: rosterStatement(courseId, query, limits).values,
  }));
}

export const classQuestions: readonly Question[] = [
  roster('completion', 'Class page: students'),
  roster('activity', 'Class page: students by last activity'),
  named('classes.lessons', 'Class page: lessons', ({ courseId }) => [courseId]),
  named('classes.summary', 'Class page: figures', ({ courseId }) => [courseId]),
  named('messages.sent', 'Class page: messages', ({ courseId }) => [courseId, 21]),
  named('classes.taught', 'Courses you teach', ({ instructorId, institutionId }) => [
    'INSTRUCTOR',
    instructorId,
    institutionId,
  ]),
];
