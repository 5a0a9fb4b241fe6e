import type { Database, Transaction } from '@/db/client';
import { isNeonHost } from '@/db/neon';
import { statement, unpreparedStatement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { env } from '@/lib/env';
import type { Verdict } from '@/lib/performance/checks/check';
import { readFacts as readServerFacts } from '@/lib/performance/checks/facts';
import { foreignKeyIndex } from '@/lib/performance/checks/foreign-key-index';
import { redundantIndex } from '@/lib/performance/checks/redundant-index';
import { unusedIndex } from '@/lib/performance/checks/unused-index';
import { readPhases } from '@/lib/performance/phases/read-phases';
import type { Facts, ForeignKeyFacts, IdleIndex } from '../candidates/facts';
import { readAsked, withPlans } from './asked-statements';
import { readCacheUses } from './cache-uses';
import { readPairs } from './column-pairs';
import { readRouteUses } from './route-uses';
import { readCosts } from './statement-costs';
import { readPlans } from './statement-plans';
import { readExtensions, readStatistics } from './statistics';
import { readTables } from './tables';

const limits = statement(
  'optimizer.limits',
  "SELECT set_config('statement_timeout', '10s', true), set_config('lock_timeout', '500ms', true)",
);

/**
 * What proposals are made from. Reads only, in short transactions: catalogs and statistics as the owner, who sees what row
 * security hides; plans as the product, whose statements they are.
 */
export async function readFacts(database: Database, owner: Database): Promise<Facts> {
  const asOwner = <T>(run: (tx: Transaction) => Promise<T>): Promise<T> =>
    asSystem(async (tx) => {
      await tx.rows(limits);
      return run(tx);
    }, owner);
  const { tables, partitions } = await asOwner(readTables);
  const { foreignKeys, idleIndexes } = await asOwner(readFindings);
  const costs = await asOwner(readCosts);
  const plans = await readPlans(database);
  const pairs = await asOwner((tx) => readPairs(tx, tables, plans));
  const statistics = await asOwner(readStatistics);
  const extensions = await asOwner(readExtensions);
  const { asked, askedSince } = await asOwner(readAsked);
  return {
    tables,
    partitions,
    foreignKeys,
    idleIndexes,
    plans,
    costs,
    pairs,
    statistics,
    extensions,
    asked: await withPlans({ database, owner }, asked, plans),
    askedSince,
    routeUses: await asOwner(readRouteUses),
    caches: await asOwner(readCacheUses),
    hearsChanges: hearsChanges(),
  };
}

/** Neon carries no notifications: there servers hear nothing of what others change. Without an address it is the embedded one. */
function hearsChanges(): boolean {
  const { DATABASE_URL: url } = env();
  return url === undefined || !isNeonHost(url);
}

/** What the checks of the performance page found about indexes, as objects instead of words. */
async function readFindings(tx: Transaction): Promise<Pick<Facts, 'foreignKeys' | 'idleIndexes'>> {
  const ask = <Row extends Record<string, unknown>>(sql: string) =>
    tx.rows<Row>(unpreparedStatement('optimizer.findings', sql));
  // What exams needed last year is not to be dropped in spring.
  const server = { ...(await readServerFacts(ask)), phases: await readPhases(ask) };
  const keys = warned(await foreignKeyIndex.read(ask, server));
  const redundant = warned(await redundantIndex.read(ask, server));
  const unused = warned(await unusedIndex.read(ask, server));
  return {
    foreignKeys: await readKeys(tx, keys),
    idleIndexes: [
      ...(await readIdle(tx, 'redundant-index', redundant.filter(isDroppable))),
      ...(await readIdle(tx, 'unused-index', unused.filter(isDroppable))),
    ],
  };
}

const warned = (verdicts: Verdict[]) =>
  verdicts.filter(({ state }) => state === 'warning' || state === 'critical');

/** Beside the traffic: one of a partitioned table is not, and is left to people. */
const isDroppable = ({ sql }: Verdict): boolean => sql !== undefined;

const keyNames = statement(
  'optimizer.foreign-keys',
  `SELECT n.nspname AS schema, c.relname AS "table", k.conname AS "constraint",
     (SELECT array_agg(a.attname::text ORDER BY o.place) FROM unnest(k.conkey) WITH ORDINALITY o(number, place)
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = o.number) AS columns
   FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype = 'f' AND c.relkind IN ('r', 'p') AND n.nspname = 'public'
     AND format('%I.%I.%I', n.nspname, c.relname, k.conname) = ANY ($1::text[])`,
);

const readKeys = (tx: Transaction, verdicts: Verdict[]): Promise<ForeignKeyFacts[]> =>
  tx.rows<ForeignKeyFacts>(keyNames, [verdicts.map(({ object }) => object)]);

const indexNames = statement(
  'optimizer.idle-indexes',
  `SELECT n.nspname AS schema, t.relname AS "table", c.relname AS name, pg_relation_size(c.oid) AS bytes,
     pg_get_indexdef(c.oid) AS definition, format('%I.%I', n.nspname, c.relname) AS object
   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
   JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND NOT c.relispartition AND format('%I.%I', n.nspname, c.relname) = ANY ($1::text[])`,
);

async function readIdle(
  tx: Transaction,
  check: IdleIndex['check'],
  verdicts: Verdict[],
): Promise<IdleIndex[]> {
  const rows = await tx.rows<Omit<IdleIndex, 'check' | 'coveredBy'> & { object: string }>(indexNames, [
    verdicts.map(({ object }) => object),
  ]);
  return rows.map(({ object, ...index }) => {
    const coveredBy = verdicts.find((verdict) => verdict.object === object)?.evidence.coveredBy;
    return { check, ...index, coveredBy: typeof coveredBy === 'string' ? coveredBy : null };
  });
}
