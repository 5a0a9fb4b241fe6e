import { check, unknown, type Verdict } from './check';
import { needsReadings, rates } from './readings';
import { plannedWeek, slowRates, spilledWeek } from './statement-rates';
import { measured, notMeasured, type Statement, statementName } from './statement-sql';
import { whenNoStatementShows } from './window';

type Spilling = Statement & { bytesACall: number };

/** Statements that write 8 MB and more of temporary files a call, over 50 calls and more. */
export const spill = check<Spilling>({
  name: 'spill',
  title: 'Sorts that do not fit into memory',
  why: 'What does not fit into its share of memory is written to disk and read back, which takes many times as long.',
  impossible: notMeasured,
  sql: ({ statementsSchema, blockSize }) =>
    measured(
      statementsSchema,
      `s.temp_blks_written::float8 * ${blockSize} / s.calls AS "bytesACall"`,
      `s.calls >= 50 AND s.temp_blks_written::float8 * ${blockSize} / s.calls >= 8388608`,
      's.temp_blks_written',
    ),
  rates: rates<Spilling>({
    sql: ({ blockSize }) => spilledWeek(blockSize),
    judge: (statements) => statements.map(judgeSpill),
  }),
  judge: (statements, facts) =>
    statements.length === 0 ? whenNoStatementShows(facts) : statements.map(judgeSpill),
});

const judgeSpill = (found: Spilling): Verdict => ({
  state: 'warning',
  object: statementName(found),
  evidence: {
    statement: found.statement,
    queryId: found.id,
    calls: found.calls,
    temporaryBytes: Math.round(found.bytesACall),
  },
  advice:
    'An index in the wanted order spares the sort. Reading fewer columns or rows helps, too; else give this statement more work_mem.',
});

const planningNotMeasured =
  'How long planning takes is not measured here: pg_stat_statements.track_planning is off.';

type Planned = Statement & { plans: number; planMilliseconds: number; runMilliseconds: number };

/** Statements that take longer to plan than to run. */
export const planning = check<Planned>({
  name: 'planning',
  title: 'Statements that take longer to plan than to run',
  why: 'Time spent on planning is spent with every call; a prepared statement spares most of it.',
  impossible: (facts) => notMeasured(facts) ?? (facts.measuresPlanning ? null : planningNotMeasured),
  sql: ({ statementsSchema }) =>
    measured(
      statementsSchema,
      `s.plans::float8 AS plans, s.mean_plan_time AS "planMilliseconds", s.mean_exec_time AS "runMilliseconds"`,
      's.plans >= 50 AND s.mean_plan_time >= 5 AND s.total_plan_time > s.total_exec_time',
      's.total_plan_time',
    ),
  rates: rates<Planned>({ sql: () => plannedWeek, judge: (statements) => statements.map(judgePlanning) }),
  judge: (statements, facts) =>
    statements.length === 0 ? whenNoStatementShows(facts) : statements.map(judgePlanning),
});

const judgePlanning = (found: Planned): Verdict => ({
  state: 'warning',
  object: statementName(found),
  evidence: {
    statement: found.statement,
    queryId: found.id,
    plans: found.plans,
    planMilliseconds: found.planMilliseconds,
    runMilliseconds: found.runMilliseconds,
  },
  advice: 'Prepare it once a connection. Many partitions, joins or indexes make planning long.',
});

type Slow = Statement & { meanMilliseconds: number; upperMilliseconds: number };

/** Statements of 20 ms and more on average over 100 calls and more. */
export const slowStatement = check<Slow>({
  name: 'slow-statement',
  title: 'Slow statements',
  why: 'A page waits for its slowest statement.',
  impossible: notMeasured,
  sql: ({ statementsSchema }) =>
    measured(
      statementsSchema,
      's.mean_exec_time AS "meanMilliseconds", s.mean_exec_time + 2 * s.stddev_exec_time AS "upperMilliseconds"',
      's.calls >= 100 AND s.mean_exec_time >= 20',
      's.total_exec_time',
    ),
  rates: slowRates,
  judge: (statements, facts) =>
    statements.length === 0
      ? whenNoStatementShows(facts)
      : statements.map((found) =>
          unknown(`Whether it is slow now cannot be told. ${needsReadings(facts)}`, statementName(found), {
            statement: found.statement,
            queryId: found.id,
            calls: found.calls,
            meanMilliseconds: found.meanMilliseconds,
            upperMilliseconds: found.upperMilliseconds,
          }),
        ),
});
