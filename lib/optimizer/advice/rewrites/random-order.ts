import { count } from '@/lib/format';
import type { AskedStatement } from '../../candidates/facts';
import { nodesOf } from '../plan-scans';
import { isFelt, noWritePrice, type Rule, timeLeft } from '../rewrite';

const leastSorted = 2_000;

/** A few rows by chance, for which each row is given a number and all are sorted. */
export const randomOrder: Rule = {
  pattern: 'random-order',
  shows(asked) {
    const rows = shuffled(asked);
    if (rows < leastSorted) return null;
    return {
      does: `gives each of about ${count(rows)} rows a random number and sorts them all (ORDER BY random())`,
      instead:
        'Draw keys instead of rows: a random value between the least and the greatest key, WHERE key >= it ORDER BY key LIMIT n; or TABLESAMPLE SYSTEM, or a column with a random number and an index on it.',
      price: `${noWritePrice} A kept random number is one more column and index. Where keys have gaps not every row is as likely.`,
      evidence: { sortedRows: Math.round(rows) },
    };
  },
  gain(asked) {
    const rows = shuffled(asked);
    const wanted = Math.max(1, asked.rows / asked.calls);
    if (!isFelt(asked) || wanted * 10 > rows) return null;
    return timeLeft(
      asked,
      wanted / rows,
      `About ${count(Math.round(wanted))} rows found by their keys instead of ${count(rows)} read and sorted, at the same time for each.`,
    );
  },
};

/** Rows that are sorted by chance; 0 where none are. */
const shuffled = ({ plan }: AskedStatement): number =>
  Math.max(
    0,
    ...(plan ? nodesOf(plan) : [])
      .filter((node) => (node['Sort Key'] ?? []).some((key) => /\brandom\(\)/.test(key)))
      .map((node) => node.Plans?.[0]?.['Plan Rows'] ?? 0),
  );
