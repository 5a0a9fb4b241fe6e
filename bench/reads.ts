import pg from 'pg';
import type { Statement } from '@/db/statement';
import { studentProgress } from '@/lib/analytics/student-progress';
import { browseStatement } from '@/lib/catalog/browse';
import { rosterStatement } from '@/lib/classes/roster';
import { classSummary } from '@/lib/classes/summary';
import { encodeCursor } from '@/lib/list-query';
import { againstFloor } from './measure';

export type ReadResult = {
  question: string;
  floor: number;
  measured: number;
  ratio: number;
  target: number;
  rowSecurity: number;
};

type Identity = { userId: string; role: string };
type Question = {
  question: string;
  statement: Statement;
  values: unknown[];
  as: Identity | null;
  target: number;
};

async function one<T>(client: pg.Client, sql: string): Promise<T> {
  const { rows } = await client.query(sql);
  return rows[0];
}

async function questions(owner: pg.Client): Promise<Question[]> {
  const largest = await one<{ id: string; instructor: string }>(
    owner,
    'SELECT course_id AS id, instructor_id AS instructor FROM course_cards ORDER BY enrolled DESC LIMIT 1',
  );
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
  const roster = rosterStatement(largest.id, { limit: 50 });
  const teacher = { userId: largest.instructor, role: 'INSTRUCTOR' };
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
      question: 'student analytics, heavy (40 courses)',
      statement: studentProgress,
      values: [heavy.id, null],
      as: { userId: heavy.id, role: 'STUDENT' },
      target: 13,
    },
    {
      question: 'class page, first page, largest class',
      statement: roster.page,
      values: roster.values,
      as: teacher,
      target: 6,
    },
    {
      question: 'class distribution, largest class',
      statement: classSummary,
      values: [largest.id],
      as: teacher,
      target: 4,
    },
  ];
}

async function openAs(url: string, identity: Identity | null): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query("SELECT set_config('app.user_id', $1, true), set_config('app.role', $2, true)", [
    identity?.userId ?? '',
    identity?.role ?? '',
  ]);
  return client;
}

/** Times the product's own statements, as the application role under row security, against `SELECT 1` on the same connection. */
export async function measureReads(
  owner: pg.Client,
  urls: { app: string; owner: string },
  rounds: number,
): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const { question, statement, values, as, target } of await questions(owner)) {
    const [app, past] = [await openAs(urls.app, as), await openAs(urls.owner, as)];
    const run = (client: pg.Client) => () => client.query({ ...statement, values });
    const floor = () => app.query({ name: 'floor', text: 'SELECT 1' });
    const timed = await againstFloor(floor, run(app), rounds);
    const security = await againstFloor(run(past), run(app), rounds);
    results.push({ question, ...timed, target, rowSecurity: security.ratio });
    await app.end();
    await past.end();
  }
  return results;
}
