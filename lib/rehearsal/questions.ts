import type pg from 'pg';
import type { Statement } from '@/db/statement';
import { productRules } from '@/lib/analytics/rules/rules';
import { type ClassShape, statusLimits } from '@/lib/analytics/status-limits';
import { studentProgress } from '@/lib/analytics/student-progress';
import { browseStatement } from '@/lib/catalog/browse';
import { classDays } from '@/lib/classes/activity';
import { classShape } from '@/lib/classes/learning-status';
import { rosterStatement } from '@/lib/classes/roster';
import type { RosterQuery } from '@/lib/classes/schema';
import { classSummary } from '@/lib/classes/summary';
import { encodeCursor } from '@/lib/list-query';

export type Identity = { userId: string; role: string };
/** One question that the product is asked, as its own statement with its own values. */
export type Question = {
  question: string;
  statement: Statement;
  values: unknown[];
  as: Identity | null;
  /** Times the floor; null: to be seen, not held. */
  target: number | null;
};

async function one<T>(client: pg.Client, sql: string): Promise<T> {
  const { rows } = await client.query(sql);
  return rows[0];
}

/** What an instructor asks of the largest class. */
export async function classQuestions(owner: pg.Client): Promise<Question[]> {
  const largest = await one<{ id: string; instructor: string } & ClassShape>(
    owner,
    `SELECT course_id AS id, instructor_id AS instructor, histogram, middle, time_total > 0 AS "timeMeasured"
     FROM course_cards ORDER BY enrolled DESC LIMIT 1`,
  );
  const limits = statusLimits(largest, productRules);
  const teacher = { userId: largest.instructor, role: 'INSTRUCTOR' };
  const asTeacher = { as: teacher, target: 6 };
  const roster = (question: string, query: Partial<RosterQuery>): Question => {
    const { page, values } = rosterStatement(largest.id, { limit: 50, ...query }, limits);
    return { question, statement: page, values, ...asTeacher };
  };
  return [
    roster('class page, first page, largest class', {}),
    {
      question: 'class distribution, largest class',
      statement: classSummary,
      values: [largest.id],
      as: teacher,
      target: 4,
    },
    {
      question: 'class activity by day, largest class',
      statement: classDays,
      values: [largest.id, '2026-01-01', '2026-12-31'],
      ...asTeacher,
    },
    roster('class page, least complete first', { order: 'asc' }),
    roster('class page, on track', { status: { learning: 'ON_TRACK' } }),
    roster('class page, needs attention', { status: { learning: 'NEEDS_SUPPORT' } }),
    { question: 'class shape, largest class', statement: classShape, values: [largest.id], ...asTeacher },
    { ...roster('class page, by velocity: one class sorted', { sort: 'velocity' }), target: null },
    { ...roster('class page, a name searched', { q: 'Person 00123' }), target: null },
  ];
}

/** What visitors, students and instructors ask most. Needs courses with students. */
export async function questions(owner: pg.Client): Promise<Question[]> {
  const deep = await one<{ generation: number; enrolled: number; number: number }>(
    owner,
    `SELECT 0 AS generation, enrolled_even AS enrolled, number FROM catalog_entries
     ORDER BY enrolled_even DESC, number DESC OFFSET (SELECT count(*) / 2 FROM catalog_entries) LIMIT 1`,
  );
  const student = (order: string) =>
    one<{ id: string }>(
      owner,
      `SELECT user_id AS id FROM enrollments GROUP BY user_id ORDER BY ${order} LIMIT 1`,
    );
  const typical = await student('abs(count(*) - 3), user_id');
  const heavy = await student('count(*) DESC');
  const card = await one<{ institution: string; instructor: string }>(
    owner,
    'SELECT institution_id AS institution, instructor_id AS instructor FROM course_cards LIMIT 1',
  );
  const listing = (question: string, filters: object, target: number): Question => ({
    question,
    ...browseStatement({ limit: 20, ...filters }),
    as: null,
    target,
  });
  return [
    listing('listing, page 1', {}, 6),
    listing('listing, deep page', { cursor: encodeCursor([deep.generation, deep.enrolled, deep.number]) }, 6),
    listing('listing by difficulty', { difficulty: 'ADVANCED' }, 6),
    listing('listing by institution', { institution: card.institution }, 6),
    listing('listing by instructor', { instructor: card.instructor }, 6),
    {
      question: 'student analytics, typical',
      statement: studentProgress,
      values: [typical.id, null],
      as: { userId: typical.id, role: 'STUDENT' },
      target: 5,
    },
    {
      question: 'student analytics, most courses',
      statement: studentProgress,
      values: [heavy.id, null],
      as: { userId: heavy.id, role: 'STUDENT' },
      target: 13,
    },
    ...(await classQuestions(owner)),
  ];
}
