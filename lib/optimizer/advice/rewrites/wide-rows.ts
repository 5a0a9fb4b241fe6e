import { count } from '@/lib/format';
import { bytes } from '@/lib/performance/units';
import { columnOf } from '../../candidates/conditions';
import type { AskedStatement, ColumnFacts, Facts } from '../../candidates/facts';
import { type Token, tokensOf } from '../../sql-tokens';
import { scansOf } from '../plan-scans';
import { isFelt, noWritePrice, type Rule } from '../rewrite';

const leastColumns = 6;
const leastWidth = 500;
const wide = 100;
const leastRows = 20;

/** All columns of rows that are wide, for a list that shows a few of them. */
export const wideRows: Rule = {
  pattern: 'wide-rows',
  shows(asked, facts) {
    const found = everythingOf(asked, facts);
    if (!found) return null;
    const widest = found.widest.map(({ name, width }) => `${name} (${bytes(width)})`).join(', ');
    return {
      does: `fetches all ${count(found.columns)} columns of ${found.table}, ${bytes(found.width)} a row, with SELECT *`,
      instead: `Name the columns that are shown. The widest are ${widest}; leave out those that a list does not show.`,
      price: `${noWritePrice} A column that is added later has to be named where it is shown.`,
      evidence: { table: found.table, rowBytes: found.width, columns: found.columns },
    };
  },
  gain(asked, facts) {
    const found = everythingOf(asked, facts);
    const rows = asked.rows / asked.calls;
    if (!found || !isFelt(asked) || rows < leastRows) return null;
    const left = found.width - found.widest.reduce((sum, { width }) => sum + width, 0);
    return {
      of: 'bytes fetched a call',
      now: Math.round(rows * found.width),
      after: Math.round(rows * left),
      how: `${count(Math.round(rows))} rows a call, by the average widths of columns, without the widest ones. Time to make and read them goes with it.`,
    };
  },
};

type Everything = { table: string; width: number; columns: number; widest: ColumnFacts[] };

function everythingOf({ text, plan }: AskedStatement, { tables }: Facts): Everything | null {
  if (!plan || !fetchesAll(tokensOf(text))) return null;
  for (const { table, scope } of scansOf(plan, tables)) {
    const handed = new Set((plan.Output ?? []).flatMap((one) => columnOf(one, scope) ?? []));
    const width = table.columns.reduce((sum, column) => sum + column.width, 0);
    const isWhole = table.columns.every(({ name }) => handed.has(name));
    if (!isWhole || table.columns.length < leastColumns || width < leastWidth) continue;
    const widest = table.columns.filter((column) => column.width >= wide).sort((a, b) => b.width - a.width);
    if (widest.length > 0)
      return { table: table.table, width, columns: table.columns.length, widest: widest.slice(0, 4) };
  }
  return null;
}

/** Whether the list of what is selected has a `*` of its own: not that of count(*), nor of a question within. */
function fetchesAll(tokens: readonly Token[]): boolean {
  const own = tokens.filter(({ depth }) => depth === 0).map(({ text }) => text);
  const first = own.indexOf('select');
  const end = own.indexOf('from', first);
  return (
    first >= 0 &&
    own
      .slice(first, end < 0 ? undefined : end)
      .some(
        (text, place, list) =>
          text === '*' && ['select', 'distinct', 'all', ',', '.'].includes(list[place - 1] ?? ''),
      )
  );
}
