import { check, reached, unknown, type Verdict } from './check';
import { objectName } from './names';
import { rates, summedWeek } from './readings';
import { othersHidden, sessionName } from './sessions';
import { withoutValues } from './sql';
import { notCounted } from './window';

export type Waiter = {
  pid: number;
  /** Who it waits for, itself perhaps waiting; 0 for a prepared transaction. */
  blockedBy: number[];
  waitSeconds: number;
  /** Schema and name of what it waits to lock. */
  relation: [schema: string, name: string] | null;
  /** Prepared transactions that hold what it waits for. */
  prepared: string[];
  statement: string | null;
};

type Root = { pid: number; waiters: Set<Waiter> };

const limits = [5, 60] as const;
const manyBlocked = 3;
const mostWaiters = 50;

/** SQL: what a lock is on. */
const held = (lock: string) =>
  `jsonb_build_array(${['locktype', 'database', 'relation', 'page', 'tuple', 'transactionid', 'classid', 'objid', 'objsubid'].map((part) => `${lock}.${part}`).join(', ')})`;

/** Sessions that others wait for, by the root of each tree of waiting ones. */
export const blocking = check<Waiter>({
  name: 'blocking',
  title: 'Sessions that others wait for',
  why: 'Whoever waits for a lock waits with the page half loaded. One forgotten session can hold up everybody.',
  sql: `
    WITH waiting AS MATERIALIZED (
      SELECT DISTINCT ON (l.pid) l.pid, l.waitstart, l.relation, ${held('l')} AS held FROM pg_locks l
      WHERE NOT l.granted ORDER BY l.pid, l.waitstart LIMIT ${mostWaiters})
    SELECT w.pid, pg_blocking_pids(w.pid) AS "blockedBy",
      coalesce(extract(epoch FROM clock_timestamp() - w.waitstart), 0)::float8 AS "waitSeconds",
      ARRAY(SELECT DISTINCT p.gid FROM pg_prepared_xacts p
        JOIN pg_locks x ON x.transactionid = p.transaction AND x.pid IS NULL
        JOIN pg_locks h ON h.virtualtransaction = x.virtualtransaction AND h.pid IS NULL
        WHERE (SELECT count(*) > 0 FROM pg_prepared_xacts) AND ${held('h')} = w.held ORDER BY 1) AS prepared,
      (SELECT json_build_array(n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.oid = coalesce(w.relation, (SELECT t.relation FROM pg_locks t WHERE t.pid = w.pid AND t.locktype = 'tuple' LIMIT 1)))
       AS relation,
      ${withoutValues('a.query')} AS statement
    FROM waiting w JOIN pg_stat_activity a ON a.pid = w.pid
    WHERE a.datname = current_database()
    ORDER BY "waitSeconds" DESC`,
  judge: (waiters, facts) => [
    ...rootsOf(waiters).flatMap(judgeRoot),
    ...(waiters.length > 0 ? othersHidden(facts) : []),
  ],
});

/** Who is waited for without waiting, each with everybody behind. */
function rootsOf(waiters: Waiter[]): Root[] {
  const waiting = new Map(waiters.map((waiter) => [waiter.pid, waiter]));
  const roots = new Map<number, Root>();
  for (const waiter of waiters) {
    for (const pid of endsOf(waiter, waiting)) {
      const root = roots.get(pid) ?? { pid, waiters: new Set() };
      roots.set(pid, root);
      root.waiters.add(waiter);
    }
  }
  return [...roots.values()];
}

/** The ends of all chains from a waiter; none in a circle, which the server breaks by itself. */
function endsOf(start: Waiter, waiting: Map<number, Waiter>): Set<number> {
  const ends = new Set<number>();
  const seen = new Set([start.pid]);
  const open = [...start.blockedBy];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    if (seen.has(pid)) continue;
    seen.add(pid);
    const next = waiting.get(pid);
    if (next) open.push(...next.blockedBy);
    else ends.add(pid);
  }
  return ends;
}

function judgeRoot({ pid, waiters }: Root): Verdict[] {
  const blocked = [...waiters];
  const longestSeconds = Math.max(...blocked.map(({ waitSeconds }) => waitSeconds));
  const state = reached(longestSeconds, limits) ?? (blocked.length >= manyBlocked ? 'warning' : null);
  if (state === null) return [];
  const relations = [
    ...new Set(blocked.flatMap(({ relation }) => (relation ? [objectName(...relation)] : []))),
  ];
  const prepared = pid === 0 ? [...new Set(blocked.flatMap((waiter) => waiter.prepared))] : [];
  return [
    {
      state,
      object: prepared.length === 1 ? `prepared transaction ${prepared[0]}` : sessionName(pid),
      evidence: {
        pid,
        blocked: blocked.length,
        blockedPids: blocked.map((waiter) => String(waiter.pid)),
        longestSeconds,
        relations,
        ...(prepared.length > 1 && { prepared }),
      },
      advice:
        pid === 0
          ? 'A prepared transaction holds the lock: commit it or roll it back (see pg_prepared_xacts).'
          : `Find out what it does. If it will not end, end it with SELECT pg_terminate_backend(${pid}); everybody behind it goes on then.`,
    },
  ];
}

type Deadlocks = { deadlocks: number };

/** From readings: any at all in a week. */
export const deadlockRates = rates<Deadlocks & { object: string }>({
  sql: () => summedWeek(['deadlocks'], 'SERVER'),
  judge: (found) =>
    found
      .filter((week) => week.deadlocks > 0)
      .map((week) => ({
        state: 'warning',
        object: null,
        evidence: { deadlocks: week.deadlocks },
        advice: 'The server’s log names both statements of each. Let them take their rows in the same order.',
      })),
});

/** Transactions that the server ended because they waited for one another. */
export const deadlocks = check<Deadlocks>({
  name: 'deadlocks',
  title: 'Transactions that waited for one another',
  why: 'The server ends one of them, and a person sees a failure.',
  impossible: notCounted,
  sql: 'SELECT deadlocks::float8 AS deadlocks FROM pg_stat_database WHERE datname = current_database()',
  rates: deadlockRates,
  judge: ([total], { statisticsSince }) =>
    (total?.deadlocks ?? 0) === 0
      ? []
      : [
          unknown('There were some; whether lately cannot be told from one reading.', null, {
            deadlocks: total?.deadlocks ?? 0,
            statisticsSince,
          }),
        ],
});
