import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { median, throughput } from './measure';

const clients = 16;
const seconds = 4;
const rounds = 3;

type Target = { user: string; course: string; lesson: string; section: string };

const bareTable = `CREATE TABLE IF NOT EXISTS bare_progress (user_id uuid, course_id uuid, lesson_id uuid, section_id uuid,
  completion_percentage numeric(5, 2) NOT NULL, time_spent int NOT NULL, updated_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, course_id, lesson_id, section_id)) WITH (fillfactor = 85)`;

const bareUpsert = {
  name: 'bare',
  text: `INSERT INTO bare_progress AS p VALUES ($1, $2, $3, $4, $5, $6, now()) ON CONFLICT (user_id, course_id, lesson_id, section_id)
    DO UPDATE SET completion_percentage = greatest(p.completion_percentage, excluded.completion_percentage),
      time_spent = p.time_spent + excluded.time_spent, updated_at = now()`,
};
const record = { name: 'record', text: 'SELECT * FROM record_progress($1::uuid, $2::jsonb)' };

export type WriteResult = { case: string; bare: number; product: number; ratio: number };

async function targets(owner: pg.Client, course: string | null): Promise<Target[]> {
  const { rows } = await owner.query<Target>(
    `SELECT e.user_id AS user, e.course_id AS course, s.lesson_id AS lesson, s.id AS section
     FROM (SELECT * FROM enrollments WHERE $1::uuid IS NULL OR course_id = $1::uuid ORDER BY md5(id::text) LIMIT 800) e
     CROSS JOIN LATERAL (SELECT * FROM sections WHERE course_id = e.course_id ORDER BY md5(id::text || e.id::text) LIMIT 6) s`,
    [course],
  );
  return rows;
}

async function open(url: string): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
}

/**
 * Progress events a second, one event a call as a heartbeat sends it, against a bare upsert of one table with
 * the same durability and the same clients, in alternation; once over many courses, once all on one.
 */
export async function measureWrites(
  owner: pg.Client,
  urls: { app: string; owner: string },
): Promise<WriteResult[]> {
  await owner.query(bareTable);
  const popular = await owner.query<{ id: string }>(
    'SELECT course_id AS id FROM course_cards ORDER BY enrolled DESC LIMIT 1',
  );
  const cases = [
    { case: '16 clients, many courses', course: null },
    { case: '16 clients, one course', course: popular.rows[0]?.id ?? null },
  ];
  const [bareClients, productClients] = [await open(urls.owner), await open(urls.app)];
  const results: WriteResult[] = [];
  for (const { case: name, course } of cases) {
    const all = await targets(owner, course);
    const pick = (client: number, n: number) => all[(client * 7919 + n * 104_729) % all.length] as Target;
    const bare = (client: number, n: number) => {
      const t = pick(client, n);
      return bareClients[client]?.query({
        ...bareUpsert,
        values: [t.user, t.course, t.lesson, t.section, n % 101, 15],
      });
    };
    const product = async (client: number, n: number) => {
      const t = pick(client, n);
      const event = {
        id: randomUUID(),
        course: t.course,
        lesson: t.lesson,
        section: t.section,
        seconds: 15,
        completion: n % 101,
        at: '2026-03-01T10:00:00Z',
      };
      const connection = productClients[client];
      await connection?.query(
        `BEGIN; SELECT set_config('app.user_id', '${t.user}', true), set_config('app.role', 'STUDENT', true)`,
      );
      await connection?.query({ ...record, values: [t.user, JSON.stringify([event])] });
      await connection?.query('COMMIT');
    };
    const rates: { bare: number[]; product: number[] } = { bare: [], product: [] };
    for (let round = 0; round < rounds; round++) {
      rates.bare.push(await throughput(clients, seconds, async (c, n) => bare(c, n)));
      rates.product.push(await throughput(clients, seconds, product));
    }
    const [low, high] = [median(rates.bare), median(rates.product)];
    results.push({ case: name, bare: low, product: high, ratio: high / low });
  }
  await Promise.all([...bareClients, ...productClients].map((client) => client.end()));
  await owner.query('DROP TABLE bare_progress');
  return results;
}
