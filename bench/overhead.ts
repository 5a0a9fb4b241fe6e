import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { bootstrapMedian, type Interval } from '@/lib/optimizer/verdict/bootstrap';
import { median, throughput } from '@/lib/rehearsal/measure';
import { makePeople } from './cache/people';
import { withInstance } from './instances';
import { processorTime } from './processor-time';
import { search } from './search';

const clients = 16;
const pairsOfTurns = 300;
const secondsOfWarming = 20;
const secondsOfSettling = 0.1;
const secondsOfAsking = 0.25;
const openings = 12;

type Place = { owner: pg.Client; urls: { app: string; owner: string }; secret: string };

/** Of a server that measures, as multiples of one that doesn't, with their 95 % intervals. */
export type MeasuringCost = {
  /** Searches a second. */
  throughput: Interval;
  /** Processor time that server and database spend on a search; null where the system does not tell it. */
  work: Interval | null;
};

/**
 * What measuring costs: a server that times its requests on a database that counts its statements is asked in short turns, and
 * the same process on the same database doing neither in between. Two processes are never equally fast, by more than what is
 * to be seen here; nor is one twice on a machine with neighbours, which is why the processor time is told as well.
 */
export async function measureMeasuring({ owner, urls, secret }: Place): Promise<MeasuringCost> {
  const preload = fileURLToPath(new URL('./measuring-switch.mjs', import.meta.url));
  const variables = { NODE_OPTIONS: `--import ${preload}` };
  return withInstance({ appUrl: urls.app, secret, variables }, async (origin, instance) => {
    await searches(origin, secondsOfWarming);
    let measuring = true;
    const turn = async (measured: boolean): Promise<Turn> => {
      if (measured !== measuring) instance.signal('SIGUSR2');
      measuring = measured;
      await countStatements(owner, measured);
      await searches(origin, secondsOfSettling);
      const pids = [...instance.pids, ...(await backendsOf(owner, urls.app))];
      const before = await processorTime(pids);
      const rate = await searches(origin, secondsOfAsking);
      const after = await processorTime(pids);
      const work = before === null || after === null ? null : (after - before) / rate;
      return { rate, work };
    };
    const pairs: { measured: Turn; unmeasured: Turn }[] = [];
    for (let pair = 0; pair < pairsOfTurns; pair++) {
      // Each is the first in every other pair: a machine that tires is no cost of measuring.
      const first = await turn(pair % 2 === 0);
      const second = await turn(pair % 2 !== 0);
      const [measured, unmeasured] = pair % 2 === 0 ? [first, second] : [second, first];
      pairs.push({ measured, unmeasured });
    }
    await countStatements(owner, true);
    const work = pairs.flatMap(({ measured, unmeasured }) =>
      measured.work === null || unmeasured.work === null ? [] : measured.work / unmeasured.work,
    );
    return {
      throughput: bootstrapMedian(pairs.map(({ measured, unmeasured }) => measured.rate / unmeasured.rate)),
      work: work.length === 0 ? null : bootstrapMedian(work),
    };
  });
}

type Turn = { rate: number; work: number | null };

/** The server's processes for the application's connections. */
async function backendsOf(owner: pg.Client, appUrl: string): Promise<number[]> {
  const { rows } = await owner.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE usename = $1', [
    decodeURIComponent(new URL(appUrl).username),
  ]);
  return rows.map(({ pid }) => pid);
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
