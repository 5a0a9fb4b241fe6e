import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { bootstrapMedian, type Interval } from '@/lib/optimizer/verdict/bootstrap';
import { median, throughput } from '@/lib/rehearsal/measure';
import { makePeople } from './cache/people';
import { withInstance } from './instances';
import { search } from './search';

const clients = 16;
const pairs = 60;
const secondsOfWarming = 20;
const secondsOfSettling = 0.3;
const secondsOfAsking = 2;
const openings = 12;

type Place = { owner: pg.Client; urls: { app: string; owner: string }; secret: string };

/**
 * What measuring costs: searches a second of a server that times its requests on a database that counts its statements,
 * as a multiple of the same process and the same database without either, with its 95 % interval. Two processes never are
 * equally fast, by more than what is to be seen here; so one is asked in short turns, with and without, as often as the
 * median needs.
 */
export async function measureMeasuring({ owner, urls, secret }: Place): Promise<Interval> {
  const variables = {
    NODE_OPTIONS: `--import ${fileURLToPath(new URL('./measuring-switch.mjs', import.meta.url))}`,
  };
  return withInstance({ appUrl: urls.app, secret, variables }, async (origin, signal) => {
    await searches(origin, secondsOfWarming);
    const ratios: number[] = [];
    let measuring = true;
    const turn = async (measured: boolean) => {
      if (measured !== measuring) signal('SIGUSR2');
      measuring = measured;
      await countStatements(owner, measured);
      await searches(origin, secondsOfSettling);
      return searches(origin, secondsOfAsking);
    };
    for (let pair = 0; pair < pairs; pair++) {
      // Whatever was first is so in the other half of the pairs as well: a machine that tires is no cost of measuring.
      const first = await turn(pair % 2 === 0);
      const second = await turn(pair % 2 !== 0);
      ratios.push(pair % 2 === 0 ? first / second : second / first);
    }
    await countStatements(owner, true);
    return bootstrapMedian(ratios);
  });
}

/** Whether the server counts statements, from the next one of each connection on. */
async function countStatements(owner: pg.Client, counted: boolean): Promise<void> {
  await owner.query(
    `ALTER SYSTEM ${counted ? 'RESET' : 'SET'} pg_stat_statements.track${counted ? '' : ' = none'}`,
  );
  await owner.query('SELECT pg_reload_conf()');
}

let asked = 0;

/** Searches a second that all clients reach together, each another one, so that all of them ask the database. */
const searches = (origin: string, seconds: number): Promise<number> =>
  throughput(clients, seconds, () => search(origin, asked++));

export type BusyPage = {
  /** Milliseconds until the whole page is there, with nothing else to do and while the server is saturated. */
  calm: number;
  busy: number;
  slowest: number;
  /** Transactions a second of the writers that saturate the server. */
  writes: number;
  /** Part of the database's time that its reads take when it is opened once a minute. */
  share: number;
};

/** Opens the performance page as an administrator while as many clients as twice the cores can serve write without pause. */
export async function measureBusyPage({ owner, urls, secret }: Place): Promise<BusyPage> {
  const { admin } = await makePeople(owner, 0, secret);
  await owner.query('CREATE TABLE bench_accounts (id int PRIMARY KEY, balance bigint NOT NULL)');
  await owner.query('CREATE TABLE bench_history (id int, amount int, at timestamptz DEFAULT now())');
  await owner.query('INSERT INTO bench_accounts SELECT n, 0 FROM generate_series(1, 100000) n');
  try {
    return await withInstance({ appUrl: urls.app, secret }, async (origin) => {
      const open = () => timedOpening(origin, admin);
      await open();
      const calm = await repeat(open);
      await owner.query('SELECT pg_stat_statements_reset()');
      const began = performance.now();
      const writing = saturate(urls.owner);
      await sleep(2_000);
      const busy = await repeat(open);
      const writes = await writing.stop();
      const seconds = (performance.now() - began) / 1000;
      const { own, all } = await databaseTime(owner);
      const once = own / openings;
      const share = (once * (seconds / 60)) / (all - own + once * (seconds / 60));
      return {
        calm: median(calm),
        busy: median(busy),
        slowest: Math.max(...busy),
        writes: writes / seconds,
        share,
      };
    });
  } finally {
    await owner.query('DROP TABLE bench_accounts, bench_history');
  }
}

async function repeat(open: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < openings; n++) {
    times.push(await open());
    await sleep(500);
  }
  return times;
}

async function timedOpening(origin: string, cookie: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${origin}/admin/performance`, { headers: { cookie } });
  const text = await answer.text();
  if (!answer.ok || !text.includes('</html>')) throw new Error(`the page answered ${answer.status}`);
  return performance.now() - started;
}

/** Clients that each pay from one account into a history without pause, as pgbench's do. */
function saturate(url: string): { stop(): Promise<number> } {
  let running = true;
  const writers = Array.from({ length: clients }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    let written = 0;
    for (; running; written++) {
      const values = [1 + Math.floor(Math.random() * 100_000), 1];
      await client.query('BEGIN');
      await client.query({
        name: 'pay',
        text: 'UPDATE bench_accounts SET balance = balance + $2 WHERE id = $1',
        values,
      });
      await client.query({
        name: 'look',
        text: 'SELECT balance FROM bench_accounts WHERE id = $1',
        values: [values[0]],
      });
      await client.query({
        name: 'note',
        text: 'INSERT INTO bench_history (id, amount) VALUES ($1, $2)',
        values,
      });
      await client.query('COMMIT');
    }
    await client.end();
    return written;
  });
  return {
    async stop() {
      running = false;
      return (await Promise.all(writers)).reduce((sum, written) => sum + written, 0);
    },
  };
}

/** Milliseconds that the server worked since its counters were reset: for the page's own reads, and in all. */
async function databaseTime(owner: pg.Client): Promise<{ own: number; all: number }> {
  const { rows } = await owner.query<{ own: number; all: number }>(
    `SELECT coalesce(sum(total_exec_time + total_plan_time) FILTER (WHERE query ~ '/\\* (performance|optimizer|rehearsal)\\.'), 0)::float8 AS own,
       sum(total_exec_time + total_plan_time)::float8 AS all
     FROM pg_stat_statements WHERE toplevel`,
  );
  return rows[0] ?? { own: 0, all: 0 };
}
