import { check, type Evidence, reached, unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { withoutValues } from './sql';

export type Session = {
  pid: number;
  seconds: number;
  application: string | null;
  /** The statement without its values; the product's own by name. */
  statement: string | null;
};

/** SQL: what to know of a session. */
const aboutSession = `a.pid, nullif(a.application_name, '') AS application, ${withoutValues('a.query')} AS statement`;

/** SQL: sessions of people and programs in this database, without the asking one. */
const ofClients = `a.datname = current_database() AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()`;

/** What has to be added where a role sees its own sessions only, or some say nothing of themselves. */
export const othersHidden = ({ readsStatistics, showsActivity }: Facts): Verdict[] => [
  ...(readsStatistics
    ? []
    : [unknown('The role of this connection sees its own sessions only; grant it pg_read_all_stats.')]),
  ...(showsActivity ? [] : [unknown('Some sessions do not say what they do: track_activities is off.')]),
];

/** A session as the object of a finding. */
export const sessionName = (pid: number): string => (pid === 0 ? 'prepared transaction' : `pid ${pid}`);

/** Long, perhaps because it waits for somebody else. */
type Running = Session & { waitsForLock: boolean };

const minute = 60;
const longLimits = [minute, 30 * minute] as const;
const idleLimits = [minute, 5 * minute] as const;

const judgeSession = (
  { pid, seconds, application, statement }: Session,
  limits: readonly [number, number],
  advice: string,
  also: Evidence = {},
): Verdict[] => {
  const state = reached(seconds, limits);
  if (state === null) return [];
  return [
    { state, object: sessionName(pid), evidence: { pid, seconds, application, statement, ...also }, advice },
  ];
};

const waits = 'It waits for another session: see “Sessions that others wait for”, and end that one.';
const how = (pid: string, end: string) => `If nobody waits for it, end it with SELECT ${end}(${pid});`;

/** Statements that run for a minute and more. */
export const longQuery = check<Running>({
  name: 'long-query',
  title: 'Statements that run long',
  why: 'A long statement takes processor, memory and disk from everybody else, and keeps dead rows from being removed.',
  sql: `
    SELECT ${aboutSession}, extract(epoch FROM clock_timestamp() - a.query_start)::float8 AS seconds,
      coalesce(a.wait_event_type = 'Lock', false) AS "waitsForLock"
    FROM pg_stat_activity a WHERE a.state IN ('active', 'fastpath function call') AND ${ofClients}
    ORDER BY seconds DESC`,
  judge: (sessions, facts) => [
    ...sessions.flatMap((session) =>
      judgeSession(
        session,
        longLimits,
        session.waitsForLock ? waits : how(String(session.pid), 'pg_cancel_backend'),
        { waitsForLock: session.waitsForLock },
      ),
    ),
    ...othersHidden(facts),
  ],
});

/** Sessions that have begun a transaction and then do nothing for a minute and more. */
export const idleInTransaction = check<Session>({
  name: 'idle-in-transaction',
  title: 'Transactions that are left open',
  why: 'An open transaction holds its locks, so that others wait, and keeps dead rows from being removed in every table.',
  sql: `
    SELECT ${aboutSession}, extract(epoch FROM clock_timestamp() - a.state_change)::float8 AS seconds
    FROM pg_stat_activity a WHERE a.state LIKE 'idle in transaction%' AND ${ofClients}
    ORDER BY seconds DESC`,
  judge: (sessions, facts) => [
    ...sessions.flatMap((session) =>
      judgeSession(
        session,
        idleLimits,
        `Find out which program leaves it open. ${how(String(session.pid), 'pg_terminate_backend')} An idle_in_transaction_session_timeout ends such sessions by itself.`,
      ),
    ),
    ...othersHidden(facts),
  ],
});
