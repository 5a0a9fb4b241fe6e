import { count } from '@/lib/format';
import type { AskedStatement, Facts, PlanNode } from '../../candidates/facts';
import { findRun, tokensOf } from '../../sql-tokens';
import { nodesOf, scansOf } from '../plan-scans';
import { isFelt, meanOf, type Rule, timeLeft } from '../rewrite';

const leastCounted = 10_000;
const leastMilliseconds = 5;
const leastCalls = 100;
/** Rows that are counted before “more than that” is said. */
const enough = 1_000;
const counting = /^\(?count\(\*\)\)?(::[a-z ]+)?$/;
const countBeside = ['count', '(', '*', ')', 'over', '(', ')'];

/** Everything is counted so that a page can say how many there are. */
export const countForPage: Rule = {
  pattern: 'count-for-page',
  shows(asked, facts) {
    const rows = countedRows(asked, facts);
    if (rows < leastCounted) return null;
    return {
      does: `counts about ${count(rows)} rows to say how many there are`,
      instead: `Count up to a limit (SELECT count(*) FROM (SELECT 1 FROM … LIMIT ${enough + 1}) s) and say “more than ${count(enough)}”; or ask for one row more than the page shows, to know whether there is another page; or keep the number with what it is of.`,
      price:
        'Writes cost what they do now; a number that is kept costs an update where rows come and go, and must not be one row for all.',
      evidence: { countedRows: Math.round(rows) },
    };
  },
  gain(asked, facts) {
    const rows = countedRows(asked, facts);
    if (!isFelt(asked) || asked.calls < leastCalls || meanOf(asked) < leastMilliseconds) return null;
    return timeLeft(
      asked,
      enough / Math.max(1, rows),
      `${count(enough)} rows at most would be counted instead of about ${count(rows)}, at the same time for each.`,
    );
  },
};

/** Rows that its count goes through; 0 where it counts nothing for a page. */
function countedRows({ text, plan }: AskedStatement, { tables }: Facts): number {
  if (!plan || !(isCount(plan) || isCountedBeside(text, plan))) return 0;
  return Math.max(0, ...scansOf(plan, tables).map(({ rowsRead }) => rowsRead));
}

/** One number, of all rows that are found; not of those that the statement itself has written. */
const isCount = (plan: PlanNode): boolean =>
  plan['Node Type'] === 'Aggregate' &&
  plan.Strategy === 'Plain' &&
  plan.Output?.length === 1 &&
  counting.test(plan.Output[0] ?? '') &&
  !nodesOf(plan).some((node) => ['Limit', 'ModifyTable'].includes(node['Node Type']));

/** Beside each row of a page, how many there are without the limit. */
const isCountedBeside = (text: string, plan: PlanNode): boolean =>
  plan['Node Type'] === 'Limit' &&
  nodesOf(plan).some((node) => node['Node Type'] === 'WindowAgg') &&
  findRun(tokensOf(text), countBeside) >= 0;
