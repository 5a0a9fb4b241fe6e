import type { Transaction } from '@/db/client';
import { unpreparedStatement } from '@/db/statement';
import { readMachine } from '../machine';
import { readPhases } from '../phases/read-phases';
import { checks } from './all';
import { type Ask, type Check, type Finding, unknown, type Verdict } from './check';
import { type Facts, readFacts } from './facts';
import { faultReason } from './fault-reason';
import { type KeptFindings, readSchemaVersion } from './kept-findings';
import { lookOrEstimate } from './look-or-estimate';
import { readMeasured, withMeasured } from './measured';
import { readCoverage } from './readings';

/** Runs something in a transaction of its own. */
export type Open = <T>(run: (tx: Transaction) => Promise<T>) => Promise<T>;

/** `facts`: null where the server would not even say what it is. */
export type CheckRun = { asOf: string; facts: Facts | null; findings: Finding[] };

const restrictions = unpreparedStatement(
  'performance.check-limits',
  `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '500ms';
   SET LOCAL idle_in_transaction_session_timeout = '1min'; SET LOCAL datestyle = 'ISO'; SET LOCAL search_path = pg_catalog; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off`,
);

const order = { critical: 0, warning: 1, unknown: 2, ok: 3 } as const;

type Options = {
  /** The database is the product's own: what it has kept of itself may be read. */
  own?: boolean;
  /** What takes reading whole tables and indexes is measured; else it is as the worker last saw it, where it did. */
  measure?: boolean;
  /** What lasts is looked for only where it is not kept there. */
  kept?: KeptFindings;
};

/**
 * Runs every check on a database, one after the other, each in a short transaction that can only read, waits half a
 * second for a lock (never more than ACCESS SHARE) and five seconds for an answer, and then estimates what takes longer to
 * measure. The worst comes first; a check
 * that found nothing is there as `ok`, and all are unknown where the server refuses to say what it is.
 *
 * @throws when the connection is lost, or the server too old
 */
export async function runChecks(
  open: Open,
  { own = false, measure = true, kept }: Options = {},
): Promise<CheckRun> {
  const asked = await withLimits(open, 'facts', readFacts).catch(refusalOf);
  if (typeof asked === 'string') return untold(asked);
  const found = measure ? asked : { ...asked, tupleSchema: null };
  const facts = own
    ? {
        ...found,
        readings: await readKept(open, 'readings', readCoverage),
        phases: await readKept(open, 'phases', readPhases),
        machine: await readMachine(),
      }
    : found;
  const seen: Finding[] = [];
  const schema = kept ? await readKept(open, 'schema-version', readSchemaVersion) : null;
  for (const check of checks) {
    const look = () => runCheck(open, check, facts);
    const looked = kept ? kept.of(check, schema, look) : look();
    seen.push(...(await looked.catch((error) => [asUnknown(check, error)])));
  }
  const measured = measure ? null : await readKept(open, 'measured', readMeasured);
  const findings = measured ? withMeasured(seen, measured) : seen;
  findings.sort((a, b) => order[a.state] - order[b.state]);
  return { asOf: facts.asOf, facts, findings };
}

/** @throws what is no answer of the server */
function refusalOf(error: unknown): string {
  const reason = faultReason(error);
  if (reason === null) throw error;
  return reason;
}

const untold = (reason: string): CheckRun => ({
  asOf: new Date().toISOString(),
  facts: null,
  findings: checks.map(({ name }) => ({ check: name, ...unknown(reason) })),
});

/** Null where the server refuses, as one that was not migrated yet does. */
const readKept = <T>(open: Open, name: string, read: (ask: Ask) => Promise<T>): Promise<T | null> =>
  withLimits(open, name, read).catch((error: unknown) => {
    if (faultReason(error) === null) throw error;
    return null;
  });

async function runCheck(open: Open, check: Check, facts: Facts): Promise<Finding[]> {
  const verdicts = await lookOrEstimate(check.name, facts, (known) =>
    withLimits(open, check.name, (ask) => check.read(ask, known)),
  );
  return (verdicts.length > 0 ? verdicts : [fine]).map((verdict) => ({ check: check.name, ...verdict }));
}

const fine: Verdict = { state: 'ok', object: null, evidence: {}, advice: '' };

const withLimits = <T>(open: Open, name: string, read: (ask: Ask) => Promise<T>): Promise<T> =>
  open(async (tx) => {
    await tx.rows(restrictions);
    return read((sql) => tx.rows(unpreparedStatement(`performance.check.${name}`, sql)));
  });

const asUnknown = ({ name }: Check, error: unknown): Finding => ({
  check: name,
  ...unknown(refusalOf(error)),
});
