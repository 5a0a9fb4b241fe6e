import type { Verdict } from './check';
import { coveredDays, rates, summedWeek, total } from './readings';
import { described, type Statement, statementName } from './statement-sql';

const leastCalls = 50;

/** SQL: from readings, statements that write 8 MB and more of temporary files a call, as `spill` wants them. */
export const spilledWeek = (blockSize: number): string => `
  SELECT *, "temporaryBlocks" * ${blockSize} / calls AS "bytesACall"
  FROM (${described(summedWeek(['calls', 'temporaryBlocks'], 'STATEMENT', `${total('calls')} >= ${leastCalls}`))}) s
  WHERE "temporaryBlocks" * ${blockSize} / calls >= 8388608
  ORDER BY "temporaryBlocks" DESC`;

/** SQL: from readings, statements that take longer to plan than to run, as `planning` wants them. */
export const plannedWeek = `
  SELECT *, "planned" / plans AS "planMilliseconds", milliseconds / calls AS "runMilliseconds"
  FROM (${described(summedWeek(['calls', 'milliseconds', 'plans', 'planned'], 'STATEMENT', `${total('plans')} >= ${leastCalls}`))}) s
  WHERE "planned" / plans >= 5 AND "planned" > milliseconds
  ORDER BY "planned" DESC`;

type SlowWeek = Statement & { milliseconds: number; squares: number; allMilliseconds: number };

/** Of a day, what a statement takes at least before its share of the database’s time is worth a look. */
const busyShare = 0.01;

/** From readings: 20 ms and 100 calls, or a twentieth of all time and a hundredth of the clock’s. */
export const slowRates = rates<SlowWeek>({
  sql: () => `
    SELECT *, sum(milliseconds) OVER () AS "allMilliseconds"
    FROM (${described(summedWeek(['calls', 'milliseconds', 'squares'], 'STATEMENT', `${total('calls')} > 0`))}) s
    ORDER BY milliseconds DESC`,
  judge: (statements, facts) =>
    statements.flatMap((found): Verdict[] => {
      const { calls, milliseconds, squares, allMilliseconds } = found;
      const meanMilliseconds = milliseconds / calls;
      const timeShare = milliseconds / allMilliseconds;
      const busy = milliseconds / (coveredDays(facts) * 86_400_000);
      const isSlow = meanMilliseconds >= 20 && calls >= 100;
      if (!isSlow && (timeShare < 0.05 || busy < busyShare)) return [];
      const deviation = Math.sqrt(Math.max(0, squares / calls - meanMilliseconds ** 2));
      return [
        {
          state: 'warning',
          object: statementName(found),
          evidence: {
            statement: found.statement,
            queryId: found.id,
            callsADay: Math.round(calls / coveredDays(facts)),
            meanMilliseconds,
            upperMilliseconds: meanMilliseconds + 2 * deviation,
            timeShare,
          },
          advice:
            'Read its plan: an index that fits, fewer rows or columns, or an answer that is kept for a while are the usual ways.',
        },
      ];
    }),
});
