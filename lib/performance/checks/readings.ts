import type { Grain, ReadingKind } from '../readings/kinds';
import type { Ask, Verdict } from './check';
import type { Facts, Readings } from './facts';

const day = 86_400;
export const windowDays = 7;
/** Candidates that a check judges at most. */
export const mostRows = 5_000;
/** Readings come every five minutes: a week of them may lack a little at its edges. */
const enoughSeconds = (windowDays - 0.1) * day;

const weekAgo = `date_trunc('day', now() - interval '${windowDays} days', 'UTC')`;

const coverage = `
  SELECT min(at) AS since, coalesce(sum((counters ->> 'seconds')::float8), 0) AS "coveredSeconds",
    (SELECT max(at) FROM public.performance_readings WHERE grain = 'FIVE_MINUTES' AND kind = 'SERVER') AS latest
  FROM public.performance_readings WHERE grain = 'DAY' AND kind = 'SERVER' AND at >= ${weekAgo}`;

export async function readCoverage(ask: Ask): Promise<Readings> {
  const [found] = await ask<Readings>(coverage);
  return found ?? { since: null, coveredSeconds: 0, latest: null };
}

/** Whether rates can be told. Totals since statistics began are no rates: they hide what changed. */
export const hasRates = ({ readings }: Facts): boolean =>
  readings !== null && readings.coveredSeconds >= enoughSeconds;

/** Readings come every five minutes. */
const staleMinutes = 20;

/** Whether nobody takes readings any more: then nothing new can be seen in them. */
export const areStale = ({ readings, asOf }: Pick<Facts, 'readings' | 'asOf'>): boolean =>
  readings !== null &&
  readings.latest !== null &&
  Date.parse(asOf) - Date.parse(readings.latest) > staleMinutes * 60_000;

export const staleReason = `The newest readings are older than ${staleMinutes} minutes: is the worker running?`;

/** What rates would need here. */
export function needsReadings({ readings }: Facts): string {
  if (readings === null)
    return `Rates come from two readings that are at least ${windowDays} days apart; this database keeps none.`;
  const days = Math.floor((readings.coveredSeconds / day) * 10) / 10;
  return `Rates come from readings of ${windowDays} days; those of this database cover ${days} yet.`;
}

/** Days that the readings of the last week stand for. */
export const coveredDays = ({ readings }: Facts): number => (readings?.coveredSeconds ?? 0) / day;

type Span = {
  kind: ReadingKind;
  grain: Grain;
  /** SQL of moments: from the first to before the second. */
  from: string;
  until?: string;
  /** SQL: what has to be true of an object’s sums. */
  having?: string;
};

/** SQL: an object’s counter over the span of a query that is grouped by object; of one that begins with `max` the largest. */
export const total = (name: string): string =>
  `coalesce(${name.startsWith('max') ? 'max' : 'sum'}((r.counters ->> '${name}')::float8), 0)`;

/** SQL: what readings of a kind add up to by object, each of `names` in a column of that name. */
export const summed = (
  names: readonly string[],
  { kind, grain, from, until = 'now()', having }: Span,
): string => `
  SELECT r.object, ${names.map((name) => `${total(name)} AS "${name}"`).join(', ')}
  FROM public.performance_readings r
  WHERE r.grain = '${grain}' AND r.kind = '${kind}' AND r.at >= ${from} AND r.at < ${until}
  GROUP BY r.object${having ? ` HAVING ${having}` : ''}`;

/** SQL: the same over the last week. */
export const summedWeek = (names: readonly string[], kind: ReadingKind, having?: string): string =>
  summed(names, { kind, grain: 'DAY', from: weekAgo, having });

type Rates<Row> = { sql: (facts: Facts) => string; judge: (rows: Row[], facts: Facts) => Verdict[] };

/** The part of a check that reads what the product has kept of its own database: one SELECT and one pure judgement. */
export const rates = <Row extends Record<string, unknown>>(definition: Rates<Row>) => ({
  ...definition,
  read: async (ask: Ask, facts: Facts): Promise<Verdict[]> =>
    definition.judge(await ask<Row>(`${definition.sql(facts)}\nLIMIT ${mostRows}`), facts),
});
