import { count } from '@/lib/format';
import type { AskedStatement, Facts, PlanNode } from '../../candidates/facts';
import { findRun, tokensOf } from '../../sql-tokens';
import { nodesOf, scansOf } from '../plan-scans';
import { isFelt, noWritePrice, type Rule, timeLeft } from '../rewrite';

const leastRead = 2_000;
const leastKept = 10_000;
const worthwhile = 10;
/** The planner takes it that NOT IN leaves half of the rows. */
const heldAgainst = 2;
/** As PostgreSQL 17 and newer write it, and as those before did. */
const excluded = /NOT \((?:ANY \(.*?\((?:hashed )?SubPlan \d+\)|(?:hashed )?SubPlan \d+\))/s;

/** What a second question does not know is kept, row by row. */
export const notInSubquery: Rule = {
  pattern: 'not-in-subquery',
  shows(asked, facts) {
    const found = excludedIn(asked, facts);
    if (!found) return null;
    return {
      does: found.repeated
        ? `runs its inner question anew, or goes through its answer, for each of about ${count(found.rows)} rows (NOT IN)`
        : `fetches all of about ${count(found.inner)} rows of its inner question to hold about ${count(found.rows)} against them (NOT IN)`,
      instead:
        'Write NOT EXISTS (SELECT 1 FROM … WHERE inner.column = outer.column): the server can join then. NOT IN also finds nothing at all once the inner question knows a single NULL.',
      price: noWritePrice,
      evidence: { rowsRead: Math.round(found.rows), hashed: found.repeated ? 'no' : 'yes' },
    };
  },
  gain(asked, facts) {
    const found = excludedIn(asked, facts);
    if (!found || !isFelt(asked)) return null;
    if (!found.repeated)
      return timeLeft(
        asked,
        found.rows / found.inner,
        `${count(found.rows)} looks into an index of the inner table instead of reading ${count(found.inner)} rows of it, at the same time for each.`,
      );
    return timeLeft(
      asked,
      (found.rows + found.inner) / Math.max(1, found.rows * Math.max(1, found.inner / 2)),
      `Both sides read once (${count(found.rows)} and ${count(found.inner)} rows) instead of half the inner one for each outer row.`,
    );
  },
};

/** Rows that are held against the inner question, rows of that, and whether it is gone through for each of them. */
type Excluded = { rows: number; inner: number; repeated: boolean };

/** One whose answer is kept for quick looks is as good as a join, unless it is far larger than what is held against it. */
const isNeedless = ({ rows, inner, repeated }: Excluded): boolean =>
  repeated ? rows >= leastRead : inner >= leastKept && inner >= worthwhile * rows;

function excludedIn({ text, plan }: AskedStatement, { tables }: Facts): Excluded | null {
  if (!plan || findRun(tokensOf(text), ['not', 'in', '(', 'select']) < 0) return null;
  for (const node of nodesOf(plan)) {
    const condition = excluded.exec(node.Filter ?? '')?.[0];
    const inner = node.Plans?.find((child) => child['Parent Relationship'] === 'SubPlan');
    if (condition === undefined || !inner) continue;
    const found = {
      rows: Math.max(1, heldAgainst * node['Plan Rows']),
      inner: readBelow(inner, tables),
      repeated: !condition.includes('hashed'),
    };
    if (isNeedless(found)) return found;
  }
  return null;
}

/** Rows that a question within reads. */
const readBelow = (inner: PlanNode, tables: Facts['tables']): number =>
  Math.max(inner['Plan Rows'], ...scansOf(inner, tables).map(({ rowsRead }) => rowsRead));
