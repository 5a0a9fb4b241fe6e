import { count } from '@/lib/format';
import { columnOf, expressionOf, mentions, type Scope } from '../../candidates/conditions';
import type { AskedStatement, Facts, TableFacts } from '../../candidates/facts';
import { conjuncts, splitOutside, unwrap } from '../../sql-text';
import { hasWord, tokensOf } from '../../sql-tokens';
import { scansOf } from '../plan-scans';
import { isFelt, noWritePrice, type Rule, timeLeft } from '../rewrite';

const leastRead = 10_000;
const worthwhile = 2;
const operators = [' = ', ' >= ', ' <= ', ' > ', ' < '];

/** A column that an index begins with, compared inside of a function: the index cannot be asked. */
export const wrappedColumn: Rule = {
  pattern: 'wrapped-column',
  shows(asked, facts) {
    const found = wrappedIn(asked, facts);
    if (!found) return null;
    const { expression, column, table, rows } = found;
    return {
      does: `compares ${expression} instead of ${column}, so the index on ${column} cannot be used and about ${count(rows)} rows of ${table} are gone through`,
      instead: `${barer(expression, column)} Where that cannot be, an index on the expression answers it, if the expression gives the same for ever.`,
      price: `${noWritePrice} An index on the expression instead would be one more to write.`,
      evidence: { table, column, expression, rowsRead: Math.round(rows) },
    };
  },
  gain(asked, facts) {
    const found = wrappedIn(asked, facts);
    if (!found || !isFelt(asked)) return null;
    const rows = Math.max(1, asked.rows / asked.calls, found.rowsWanted);
    return timeLeft(
      asked,
      rows / found.rows,
      `About ${count(Math.round(rows))} rows read through the index instead of ${count(found.rows)}, at the same time for each.`,
    );
  },
};

type Wrapped = { expression: string; column: string; table: string; rows: number; rowsWanted: number };

function wrappedIn({ text, plan }: AskedStatement, { tables }: Facts): Wrapped | null {
  if (!plan) return null;
  const tokens = tokensOf(text);
  for (const { node, table, scope, rowsRead } of scansOf(plan, tables)) {
    const rowsWanted = node['Plan Rows'];
    if (rowsRead < leastRead || rowsRead < worthwhile * rowsWanted) continue;
    for (const part of conjuncts(node.Filter ?? '')) {
      const found = wrappedBy(part, scope, table);
      // What row security adds to a statement is not for its author to rewrite.
      if (found && hasWord(tokens, found.column))
        return { ...found, table: table.table, rows: rowsRead, rowsWanted };
    }
  }
  return null;
}

/** The side of a comparison that is a function of one indexed column, where the other side is known beforehand. */
function wrappedBy(
  part: string,
  scope: Scope,
  table: TableFacts,
): Pick<Wrapped, 'expression' | 'column'> | null {
  for (const operator of operators) {
    const [left = '', right, ...more] = splitOutside(part, operator);
    if (right === undefined || more.length > 0) continue;
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const column = mentions(other, scope) ? null : wrappedColumnOf(side, scope, table);
      if (column !== null && isIndexed(table, column) && !isProposed(side, operator, scope))
        return { expression: unwrap(side).replaceAll(`${scope.alias}.`, ''), column };
    }
  }
  return null;
}

/** The one column that an expression is made of; null where it is the column itself, as the server may store it. */
function wrappedColumnOf(side: string, { alias, columns }: Scope, table: TableFacts): string | null {
  if (/SubPlan|InitPlan/.test(side)) return null;
  const named = [...side.matchAll(new RegExp(`(?<![\\w.])${alias}\\.(\\w+)`, 'g'))].map(
    ([, name = '']) => name,
  );
  const [column, ...more] = new Set(named);
  if (column === undefined || more.length > 0 || !columns.has(column)) return null;
  const isColumn = columnOf(unwrap(side), { alias, columns }) === column;
  const { type = '' } = table.columns.find(({ name }) => name === column) ?? {};
  return isColumn && (!side.endsWith('::text') || /^(text|character varying)/.test(type)) ? null : column;
}

const isIndexed = ({ indexes }: TableFacts, column: string): boolean =>
  indexes.some(
    ({ valid, method, predicate, columns }) =>
      valid && method === 'btree' && predicate === null && columns[0]?.column === column,
  );

/** Whether an index on the expression is proposed for it: then that is the better way. */
const isProposed = (side: string, operator: string, scope: Scope): boolean =>
  operator === ' = ' && expressionOf(side, scope) !== null;

function barer(expression: string, column: string): string {
  if (/^(date_trunc|EXTRACT|date_part|to_char)\b/i.test(expression) || expression.endsWith('::date'))
    return `Compare ${column} with where the stretch begins and ends: ${column} >= begin AND ${column} < end.`;
  if (/^\(*\w+\)*::[\w ]+$/.test(expression))
    return `Give the value the type of ${column}, not ${column} the type of the value.`;
  return `Let ${column} stand alone, and do the sum or the function on the other side of the comparison.`;
}
