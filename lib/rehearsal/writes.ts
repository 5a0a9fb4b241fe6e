import type pg from 'pg';
import { openDatabase } from '@/db/client';
import { median, throughput } from './measure';
import { openClients, pickTarget, progressTargets, sendProgress } from './progress-event';

const clients = 16;

/** How long each of the rounds of each side lasts. */
export type WriteEffort = { seconds: number; rounds: number };

const usualEffort: WriteEffort = { seconds: 4, rounds: 3 };

const bareTable = `CREATE TABLE IF NOT EXISTS bare_progress (user_id uuid, course_id uuid, lesson_id uuid, section_id uuid,
  completion_percentage numeric(5, 2) NOT NULL, time_spent int NOT NULL, updated_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, course_id, lesson_id, section_id)) WITH (fillfactor = 85)`;

const bareUpsert = {
  name: 'bare',
  text: `INSERT INTO bare_progress AS p VALUES ($1, $2, $3, $4, $5, $6, now()) ON CONFLICT (user_id, course_id, lesson_id, section_id)
    DO UPDATE SET completion_percentage = greatest(p.completion_percentage, excluded.completion_percentage),
      time_spent = p.time_spent + excluded.time_spent, updated_at = now()`,
};
export type WriteResult = { case: string; bare: number; product: number; ratio: number };

/**
 * Progress events a second, one event a call as a heartbeat sends it, against a bare upsert of one table with
 * the same durability and the same clients, in alternation; once over many courses, once all on one.
 */
export async function measureWrites(
  owner: pg.Client,
  urls: { app: string; owner: string },
  { seconds, rounds }: WriteEffort = usualEffort,
): Promise<WriteResult[]> {
  await owner.query(bareTable);
  const popular = await owner.query<{ id: string }>(
    'SELECT course_id AS id FROM course_cards ORDER BY enrolled DESC LIMIT 1',
  );
  const cases = [
    { case: '16 clients, many courses', course: null },
    { case: '16 clients, one course', course: popular.rows[0]?.id ?? null },
  ];
  const bareClients = await openClients(urls.owner, clients);
  const database = openDatabase(urls.app, clients);
  const results: WriteResult[] = [];
  for (const { case: name, course } of cases) {
    const all = await progressTargets(owner, course);
    const bare = (client: number, n: number) => {
      const t = pickTarget(all, client, n);
      return bareClients[client]?.query({
        ...bareUpsert,
        values: [t.user, t.course, t.lesson, t.section, n % 101, 15],
      });
    };
    const product = (client: number, n: number) =>
      sendProgress(database, pickTarget(all, client, n), n % 101);
    const rates: { bare: number[]; product: number[] } = { bare: [], product: [] };
    for (let round = 0; round < rounds; round++) {
      rates.bare.push(await throughput(clients, seconds, async (c, n) => bare(c, n)));
      rates.product.push(await throughput(clients, seconds, product));
    }
    const [low, high] = [median(rates.bare), median(rates.product)];
    results.push({ case: name, bare: low, product: high, ratio: high / low });
  }
  await Promise.all(bareClients.map((client) => client.end()));
  await database.close();
  await owner.query('DROP TABLE bare_progress');
  return results;
}
