import pg from 'pg';
import { againstFloor, median, timesAsLong } from './measure';
import { classQuestions, type Identity, type Question, questions } from './questions';

export type ReadResult = {
  question: string;
  floor: number;
  measured: number;
  ratio: number;
  /** Times the floor; null: to be seen, not held. */
  target: number | null;
  /** How many times as long as for a role with the same rights that row security does not bind; the median of seven pairs. */
  rowSecurity: number;
};

type Urls = { app: string; owner: string };

/**
 * Pairs of connections that tell two things apart that differ by a tenth: where the system puts a server process for the time being
 * makes one of a pair up to a third slower than the other.
 */
const pairs = 7;

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

/**
 * The same, past row security and with the application's own rights, since a superuser is spared more than policies. The role is
 * gone with the transaction.
 */
async function openPast(url: string, identity: Identity | null): Promise<pg.Client> {
  const client = await openAs(url, identity);
  await client.query('CREATE ROLE past_row_security BYPASSRLS IN ROLE syllabase_runtime');
  await client.query('SET LOCAL ROLE past_row_security');
  return client;
}

/** Times the product's own statements, as the application role under row security, against `SELECT 1` on the same connection. */
export const measureReads = async (owner: pg.Client, urls: Urls, rounds: number): Promise<ReadResult[]> =>
  measure(await questions(owner), urls, rounds);

/** The same for what an instructor asks of the largest class. */
export const measureClassReads = async (
  owner: pg.Client,
  urls: Urls,
  rounds: number,
): Promise<ReadResult[]> => measure(await classQuestions(owner), urls, rounds);

async function measure(asked: Question[], urls: Urls, rounds: number): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const asking of asked) {
    const { question, statement, values, as, target } = asking;
    const app = await openAs(urls.app, as);
    const floor = () => app.query({ name: 'floor', text: 'SELECT 1' });
    const timed = await againstFloor(floor, () => app.query({ ...statement, values }), rounds);
    await app.end();
    const rowSecurity: number[] = [];
    for (let pair = 0; pair < pairs; pair++) rowSecurity.push(await withAndWithout(asking, urls, rounds));
    results.push({ question, ...timed, target, rowSecurity: median(rowSecurity) });
  }
  return results;
}

/** How many times as long a question takes under row security, on two connections made for it. */
async function withAndWithout({ statement, values, as }: Question, urls: Urls, rounds: number) {
  const [app, past] = [await openAs(urls.app, as), await openPast(urls.owner, as)];
  const run = (client: pg.Client) => () => client.query({ ...statement, values });
  const times = await timesAsLong(run(past), run(app), rounds);
  await app.end();
  await past.end();
  return times;
}
