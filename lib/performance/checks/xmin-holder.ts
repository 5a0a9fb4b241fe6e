import { check, reached, unknown, type Verdict } from './check';
import { othersHidden, sessionName } from './sessions';
import { withoutValues } from './sql';

type Holder = {
  kind: 'session' | 'prepared transaction' | 'slot';
  name: string;
  /** How long it has held; null where the server does not keep that. */
  seconds: number | null;
  /** Transactions begun since. */
  transactions: number;
  statement: string | null;
};

const hour = 3_600;
const limits = [hour, 24 * hour] as const;
/** Where no time is kept, as many transactions say that it is long ago. */
const manyTransactions = 1_000_000;

/** What keeps dead rows alive: an old transaction, a prepared one that nobody finished, a replication slot. */
export const xminHolder = check<Holder>({
  name: 'xmin-holder',
  title: 'What keeps dead rows alive',
  why: 'As long as somebody may still look at an old state of the data, no table of the database can be cleaned of what was changed since.',
  sql: ({ version }) => `
    SELECT 'session' AS kind, a.pid::text AS name, extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS seconds,
      greatest(age(a.backend_xmin), age(a.backend_xid), 0)::float8 AS transactions, ${withoutValues('a.query')} AS statement
    FROM pg_stat_activity a
    WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL) AND a.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL
      AND a.datname = current_database() AND a.query NOT LIKE 'autovacuum:%'
    UNION ALL
    SELECT 'prepared transaction', p.gid, extract(epoch FROM clock_timestamp() - p.prepared)::float8, age(p.transaction), NULL
    FROM pg_prepared_xacts p WHERE p.database = current_database()
    UNION ALL
    SELECT 'slot', s.slot_name, ${version >= 170_000 ? 'extract(epoch FROM clock_timestamp() - s.inactive_since)::float8' : 'NULL'},
      greatest(age(s.xmin), age(s.catalog_xmin)), NULL
    FROM pg_replication_slots s WHERE NOT s.active AND (s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL)
    ORDER BY seconds DESC NULLS LAST`,
  judge: (holders, facts) => [...holders.flatMap(judgeHolder), ...othersHidden(facts)],
});

const advice = {
  session: 'Find out which program it is. If nobody needs it, end it with pg_terminate_backend.',
  'prepared transaction': 'Commit it or roll it back, as the program that prepared it would have.',
  slot: 'If its consumer will not come back, drop it with pg_drop_replication_slot.',
} as const;

function judgeHolder({ kind, name, seconds, transactions, statement }: Holder): Verdict[] {
  const object = kind === 'session' ? sessionName(Number(name)) : `${kind} ${name}`;
  const evidence = { heldSeconds: seconds, transactions, ...(statement && { statement }) };
  if (seconds === null) {
    const reason = 'This server does not keep since when it is inactive.';
    return transactions >= manyTransactions ? [unknown(reason, object, evidence)] : [];
  }
  const state = reached(seconds, limits);
  return state === null ? [] : [{ state, object, evidence, advice: advice[kind] }];
}
