import type { Facts } from './facts';
import { areStale, hasRates, mostRows, staleReason } from './readings';

/** `unknown`: it cannot be told from here; the evidence says why. */
export type State = 'ok' | 'warning' | 'critical' | 'unknown';

/** What was seen. A name's ending is its unit: Bytes, Seconds, Milliseconds, Days, Share (0–1); else a count or a word. */
export type Evidence = Record<string, number | string | boolean | null | readonly string[]>;

export type Verdict = {
  state: State;
  /** What it is about, as `objectName` writes it; null for the database or the server as a whole. */
  object: string | null;
  evidence: Evidence;
  /** The next step, in words. */
  advice: string;
  /** SQL for that step, where it is safe to run as it stands. */
  sql?: string;
};

export type Finding = Verdict & { check: string };

/** Runs one SELECT in a transaction that can only read, and gives up soon. */
export type Ask = <Row extends Record<string, unknown>>(sql: string) => Promise<Row[]>;

export type Check = {
  name: string;
  title: string;
  /** Why it matters, for people who are no database experts. */
  why: string;
  /** What it finds follows from the schema, or takes days to come about; only figures beside it change sooner. */
  lasting?: boolean;
  read(ask: Ask, facts: Facts): Promise<Verdict[]>;
};

type Definition<Row> = {
  name: string;
  title: string;
  why: string;
  lasting?: boolean;
  /** Why this server, or this role on it, cannot be asked; null when it can. */
  impossible?: (facts: Facts) => string | null;
  /** One SELECT, its most important rows first, without a LIMIT. */
  sql: string | ((facts: Facts) => string);
  judge: (rows: Row[], facts: Facts) => Verdict[];
  /** Takes its place where the product has kept a week of readings. */
  rates?: { read: (ask: Ask, facts: Facts) => Promise<Verdict[]> };
};

const mostVerdicts = 200;

/** A check of one statement and one pure judgement. Nothing found means ok. */
export function check<Row extends Record<string, unknown>>(
  definition: Definition<Row>,
): Check & Pick<Definition<Row>, 'judge'> {
  const { name, title, why, lasting, impossible, sql, judge, rates } = definition;
  const judgeAll = async (ask: Ask, facts: Facts) => {
    const reason = impossible?.(facts);
    if (reason) return [unknown(reason)];
    if (rates && hasRates(facts)) return areStale(facts) ? [unknown(staleReason)] : rates.read(ask, facts);
    const rows = await ask<Row>(`${typeof sql === 'string' ? sql : sql(facts)}\nLIMIT ${mostRows + 1}`);
    const verdicts = judge(rows.slice(0, mostRows), facts);
    return rows.length > mostRows ? [unjudged, ...verdicts] : verdicts;
  };
  const read = async (ask: Ask, facts: Facts) => {
    const verdicts = await judgeAll(ask, facts);
    return verdicts.length > mostVerdicts ? [...verdicts.slice(0, mostVerdicts), unshown] : verdicts;
  };
  return { name, title, why, lasting, read, judge };
}

/** That something cannot be told, and why. */
export const unknown = (reason: string, object: string | null = null, evidence: Evidence = {}): Verdict => ({
  state: 'unknown',
  object,
  evidence: { reason, ...evidence },
  advice: '',
});

/** That tables were left out, which cannot be opened now. */
export const lockedOut = ({ lockedTables }: Facts): Verdict[] =>
  lockedTables.length === 0
    ? []
    : [
        unknown('Somebody has these tables for himself alone right now; try again later.', null, {
          tables: lockedTables,
        }),
      ];

const unjudged = unknown(`There are more than ${mostRows} candidates; the most important ones were judged.`);
const unshown = unknown(`There are more than ${mostVerdicts} findings; the most important ones are shown.`);

/** Of a pair of limits, the state that a value has reached; null below both. */
export function reached(value: number, [warning, critical]: readonly [number, number]) {
  if (value >= critical) return 'critical';
  return value >= warning ? 'warning' : null;
}
