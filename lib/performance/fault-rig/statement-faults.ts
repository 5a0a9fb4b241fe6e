import { offsetCrawl } from '../checks/offset-crawl';
import { repeatedStatement } from '../checks/repeated-statement';
import { planFlip } from '../checks/statement-change';
import { spill } from '../checks/statements';
import type { Grain, ReadingKind } from '../readings/kinds';
import type { Fault, Rig } from './rig';

/** Asks the same again and again, so that the server counts it. */
async function ask({ owner }: Rig, times: number, sql: string): Promise<void> {
  for (let n = 0; n < times; n += 1) await owner.query(sql);
}

type Reading = { kind: ReadingKind; object: string; grain: Grain; daysAgo: number; counters: object };

/** Writes a reading down as the worker or the web server would. */
const note = ({ owner }: Rig, { kind, object, grain, daysAgo, counters }: Reading) =>
  owner.query(
    `INSERT INTO performance_readings (grain, kind, at, object, counters)
     VALUES ($1::text::reading_grain_enum, $2, date_trunc(lower($1::text), now(), 'UTC') - make_interval(days => $3::int), $4, $5)`,
    [grain, kind, daysAgo, object, JSON.stringify(counters)],
  );

/** A week of readings in which nothing happened. */
const quietWeek: Reading = {
  kind: 'SERVER',
  object: 'database',
  grain: 'DAY',
  daysAgo: 6,
  counters: { seconds: 7 * 86_400 },
};

export const statementFaults: readonly Fault[] = [
  {
    name: 'spilling-sort',
    what: 'a sort does not fit into memory, again and again',
    check: spill,
    arrange: [],
    inject: async (rig) => {
      await rig.owner.query("SET work_mem = '64kB'");
      await ask(
        rig,
        50,
        `SELECT count(*) FROM (SELECT repeat('x', 200) || g AS word FROM generate_series(1, 45000) g
           ORDER BY 1 OFFSET 0) s /* rig.spill */`,
      );
      await rig.owner.query('RESET work_mem');
      return 'statement rig.spill';
    },
  },
  {
    name: 'offset-crawl',
    what: 'a list is read from its top to reach a late page',
    check: offsetCrawl,
    arrange: [
      'CREATE TABLE public.rig_paged (id int PRIMARY KEY, filler text)',
      "INSERT INTO rig_paged SELECT g, repeat('x', 200) FROM generate_series(1, 30000) g",
      'VACUUM (ANALYZE) rig_paged',
    ],
    inject: async (rig) => {
      await ask(rig, 25, 'SELECT * FROM rig_paged ORDER BY id LIMIT 20 OFFSET 25000 /* rig.crawl */');
      return 'statement rig.crawl';
    },
  },
  {
    name: 'n-plus-one-route',
    what: 'a page asks one question for each row of its list',
    check: repeatedStatement,
    arrange: [],
    inject: async (rig) => {
      await note(rig, quietWeek);
      const counters = { requests: 30, calls: 900, maxCalls: 60 };
      const object = 'GET /teach/:id rig.card';
      await note(rig, { kind: 'ROUTE_STATEMENT', object, grain: 'HOUR', daysAgo: 0, counters });
      return 'route GET /teach/:id statement rig.card';
    },
  },
  {
    name: 'plan-flip',
    what: 'a question reads a hundred times the blocks for the same rows since today',
    check: planFlip,
    arrange: [],
    inject: async (rig) => {
      await note(rig, quietWeek);
      await rig.owner.query(
        "INSERT INTO performance_statements (query_id, name, text) VALUES ('rig1', 'rig.flip', 'SELECT')",
      );
      const steady = {
        calls: 1_000,
        milliseconds: 2_000,
        squares: 5_000,
        rows: 20_000,
        hits: 4_000,
        reads: 0,
      };
      const flipped = { ...steady, milliseconds: 16_000, squares: 400_000, hits: 400_000 };
      const about = { kind: 'STATEMENT', object: 'rig1 10' } as const;
      await note(rig, { ...about, grain: 'DAY', daysAgo: 3, counters: steady });
      await note(rig, { ...about, grain: 'HOUR', daysAgo: 0, counters: flipped });
      return 'statement rig.flip';
    },
  },
];
