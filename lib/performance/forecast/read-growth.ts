import type { Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';
import { ownSchema, storageOption } from '../checks/sql';
import type { DailyFigures } from './series';

/** Days of readings that a forecast looks at: long enough for a line, short enough to be of this part of the term. */
export const windowDays = 28;

/** The server on one day: bytes of the database, and how many transactions and multixacts have been numbered so far. */
export type ServerDay = { day: number; bytes: number; transactionId: number; multixactId: number };

export type TableFigures = DailyFigures & {
  /** `schema.table`; of a partition the table that it is a part of. */
  table: string;
};

/** How old the oldest row of a table is that was not frozen yet, in identifiers given out since. */
export type FreezeAge = {
  /** `schema.table`; null for the database as a whole, system tables included. */
  table: string | null;
  transactions: number;
  multixacts: number;
  /** Ages at which the server vacuums against wraparound, whatever else is going on. */
  vacuumAt: number;
  multixactVacuumAt: number;
};

const limits = unpreparedStatement(
  'performance.growth-limits',
  `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '500ms';
   SET LOCAL max_parallel_workers_per_gather = 0`,
);

const dayOf = 'floor(extract(epoch FROM at) / 86400)::int';
const inWindow = `at > now() - interval '${windowDays} days'`;

/** SQL: the server on each day of the window, in order. */
export const serverDaysSql = `
  SELECT ${dayOf} AS day, (counters ->> 'maxBytes')::float8 AS bytes,
    (counters ->> 'maxTransactionId')::float8 AS "transactionId", (counters ->> 'maxMultixactId')::float8 AS "multixactId"
  FROM public.performance_readings
  WHERE grain = 'DAY' AND kind = 'SERVER' AND object = 'database' AND ${inWindow} AND counters ? 'maxBytes' ORDER BY at`;

const serverDays = statement('performance.growth-of-server', serverDaysSql);

// By name, since looking a name up needs a right to its schema.
const tableFigures = statement(
  'performance.growth-of-tables',
  `SELECT coalesce(pn.nspname || '.' || p.relname, g.object) AS "table", g.object, g.days, g.figures AS values
   FROM (
     SELECT object, array_agg(${dayOf} ORDER BY at) AS days,
       array_agg((counters ->> 'maxTotalBytes')::float8 ORDER BY at) AS figures
     FROM performance_readings
     WHERE grain = 'DAY' AND kind = 'TABLE' AND ${inWindow} AND counters ? 'maxTotalBytes' GROUP BY object) g
   JOIN (pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace) ON n.nspname || '.' || c.relname = g.object
   LEFT JOIN (pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace)
     ON i.inhrelid = c.oid
   ORDER BY g.figures[cardinality(g.figures)] DESC, g.object LIMIT 100`,
);

const [freezeAge, multixactAge] = [
  'autovacuum_freeze_max_age',
  'autovacuum_multixact_freeze_max_age',
] as const;
const ownLimit = (option: string) =>
  `least(${storageOption('c', option)}::float8, current_setting('${option}')::float8)`;

const mostTables = 8;

const freezeAges = statement(
  'performance.freeze-ages',
  `SELECT NULL AS "table", age(datfrozenxid)::float8 AS transactions, mxid_age(datminmxid)::float8 AS multixacts,
     current_setting('${freezeAge}')::float8 AS "vacuumAt", current_setting('${multixactAge}')::float8 AS "multixactVacuumAt"
   FROM pg_database WHERE datname = current_database()
   UNION ALL
   (SELECT n.nspname || '.' || c.relname, greatest(age(c.relfrozenxid), age(t.relfrozenxid))::float8,
      greatest(mxid_age(c.relminmxid), mxid_age(t.relminmxid))::float8, ${ownLimit(freezeAge)}, ${ownLimit(multixactAge)}
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
    WHERE c.relkind IN ('r', 'm') AND ${ownSchema('n')}
    ORDER BY 2 DESC, c.relpages DESC, 1 LIMIT ${mostTables})`,
);

export type Growth = { server: ServerDay[]; tables: TableFigures[]; ages: FreezeAge[] };

/** What readings and catalogs tell of growth. Reads statistics only, each answer within two seconds. */
export async function readGrowth(tx: Transaction): Promise<Growth> {
  await tx.rows(limits);
  return {
    server: await tx.rows<ServerDay>(serverDays),
    tables: await tx.rows<TableFigures>(tableFigures),
    ages: await tx.rows<FreezeAge>(freezeAges),
  };
}
