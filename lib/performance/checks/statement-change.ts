import { check, unknown, type Verdict } from './check';
import { needsReadings, rates, summed, total } from './readings';
import { described, notMeasured, type Statement, statementName } from './statement-sql';

/** The same statement in two spans of time. */
type Change = Statement & {
  milliseconds: number;
  squares: number;
  blocks: number;
  rows: number;
  callsBefore: number;
  millisecondsBefore: number;
  squaresBefore: number;
  blocksBefore: number;
  rowsBefore: number;
};

const names = ['calls', 'milliseconds', 'squares', 'rows', 'hits', 'reads'] as const;
const enoughCalls = 30;
const enough = `${total('calls')} >= ${enoughCalls}`;

/** SQL: statements that ran often enough in both spans. */
const compared = (now: string, before: string): string => `
  SELECT n.*, n.hits + n.reads AS blocks, b.calls AS "callsBefore", b.milliseconds AS "millisecondsBefore",
    b.squares AS "squaresBefore", b.hits + b.reads AS "blocksBefore", b.rows AS "rowsBefore"
  FROM (${described(now)}) n JOIN (${before}) b ON b.object = n.object
  ORDER BY n.milliseconds DESC`;

const day = (daysAgo: number) => `date_trunc('day', now() - interval '${daysAgo} days', 'UTC')`;

/** From readings: the last 24 hours against the seven days before them. */
export const regressionRates = rates<Change>({
  sql: () =>
    compared(
      summed(names, {
        kind: 'STATEMENT',
        grain: 'HOUR',
        from: `now() - interval '24 hours'`,
        having: enough,
      }),
      summed(names, { kind: 'STATEMENT', grain: 'DAY', from: day(8), until: day(1), having: enough }),
    ),
  judge: (changes) => changes.flatMap(judgeRegression),
});

const limits = { t: 3, factor: 1.3, addedMilliseconds: 10_000 } as const;

function judgeRegression(change: Change): Verdict[] {
  const { calls, milliseconds, squares, callsBefore, millisecondsBefore, squaresBefore } = change;
  const meanMilliseconds = milliseconds / calls;
  const meanBefore = millisecondsBefore / callsBefore;
  const t = welch(
    { n: calls, sum: milliseconds, squares },
    { n: callsBefore, sum: millisecondsBefore, squares: squaresBefore },
  );
  const addedMilliseconds = (meanMilliseconds - meanBefore) * calls;
  const isSlower =
    t > limits.t &&
    meanMilliseconds >= limits.factor * meanBefore &&
    addedMilliseconds >= limits.addedMilliseconds;
  if (!isSlower) return [];
  return [
    {
      state: 'warning',
      object: statementName(change),
      evidence: {
        statement: change.statement,
        queryId: change.id,
        calls,
        meanMilliseconds,
        meanBeforeMilliseconds: meanBefore,
        addedADaySeconds: Math.round(addedMilliseconds / 1000),
        rowsACall: round(change.rows / calls),
        rowsACallBefore: round(change.rowsBefore / callsBefore),
      },
      advice:
        'See what changed a day ago: a release, a setting, much new data. Where the rows a call grew as well, it does more; else its plan is worse.',
    },
  ];
}

type Sample = { n: number; sum: number; squares: number };

/**
 * Welch's t of two samples from their sums: how many standard errors the first mean lies above the second. The sum of
 * squares of pg_stat_statements is n·(sd² + mean²).
 */
export function welch(now: Sample, before: Sample): number {
  const error = Math.sqrt(variance(now) / now.n + variance(before) / before.n);
  const difference = now.sum / now.n - before.sum / before.n;
  if (error === 0) return difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY;
  return difference / error;
}

const variance = ({ n, sum, squares }: Sample): number => {
  const mean = sum / n;
  return (Math.max(0, squares / n - mean ** 2) * n) / Math.max(1, n - 1);
};

/** Statements that take longer than they did. */
export const statementRegression = check({
  name: 'statement-regression',
  title: 'Statements that have become slower',
  why: 'What was quick last week and is not today has a cause that can still be found.',
  impossible: notMeasured,
  sql: 'SELECT 1 AS one',
  judge: (_, facts) => [unknown(needsReadings(facts))],
  rates: regressionRates,
});

/** From readings: the last two hours against the week before them. */
export const flipRates = rates<Change>({
  sql: () =>
    compared(
      summed(names, { kind: 'STATEMENT', grain: 'HOUR', from: `now() - interval '2 hours'`, having: enough }),
      summed(names, { kind: 'STATEMENT', grain: 'DAY', from: day(7), until: day(0), having: enough }),
    ),
  judge: (changes) => changes.flatMap(judgeFlip),
});

const flip = { blocks: 5, time: 3, rows: 2, blocksACall: 50 } as const;

/** The same rows out of many times the blocks, in many times the time: the planner has taken another way. */
function judgeFlip(change: Change): Verdict[] {
  const { calls, callsBefore } = change;
  const blocksACall = change.blocks / calls;
  const blocksACallBefore = change.blocksBefore / callsBefore;
  const rowsACall = change.rows / calls;
  const rowsACallBefore = change.rowsBefore / callsBefore;
  const meanMilliseconds = change.milliseconds / calls;
  const meanBeforeMilliseconds = change.millisecondsBefore / callsBefore;
  const isFlip =
    blocksACall >= Math.max(flip.blocksACall, flip.blocks * blocksACallBefore) &&
    meanMilliseconds >= flip.time * meanBeforeMilliseconds &&
    rowsACall <= flip.rows * Math.max(1, rowsACallBefore);
  if (!isFlip) return [];
  return [
    {
      state: 'warning',
      object: statementName(change),
      evidence: {
        statement: change.statement,
        queryId: change.id,
        calls,
        blocksACall: round(blocksACall),
        blocksACallBefore: round(blocksACallBefore),
        meanMilliseconds,
        meanBeforeMilliseconds,
      },
      advice:
        'It reads several times as much for the same rows: the planner has taken another way. See whether an index is gone or not valid, and let the planner look at the tables again with ANALYZE.',
    },
  ];
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Statements whose plan has changed for the worse. */
export const planFlip = check({
  name: 'plan-flip',
  title: 'Statements that take another way than before',
  why: 'The planner chooses anew when data or statistics change. A wrong choice makes a page slow from one minute to the next.',
  impossible: notMeasured,
  sql: 'SELECT 1 AS one',
  judge: (_, facts) => [unknown(needsReadings(facts))],
  rates: flipRates,
});
