import { count } from '@/lib/format';
import { conditionsOf, type Scope } from '../../candidates/conditions';
import type { AskedStatement, Facts, PlanNode } from '../../candidates/facts';
import { conjuncts, splitOutside, unwrap } from '../../sql-text';
import { hasWord, tokensOf } from '../../sql-tokens';
import { nodesOf, scansOf } from '../plan-scans';
import { isFelt, noWritePrice, type Rule, timeLeft } from '../rewrite';

const leastRead = 10_000;
const worthwhile = 10;

/** Rows that are wanted for one reason or for another: no single index finds them. */
export const orAcrossColumns: Rule = {
  pattern: 'or-across-columns',
  shows(asked, facts) {
    const found = orIn(asked, facts);
    if (!found) return null;
    const { sides, rows } = found;
    return {
      does: `goes through about ${count(rows)} rows, because ${sides.join(' or ')} is enough and no single index finds both`,
      instead:
        'Ask each for itself and put the answers together: SELECT … WHERE first UNION ALL SELECT … WHERE second AND (first) IS NOT TRUE, each half with its own index; ORDER BY and LIMIT in both halves and once more around them.',
      price: `${noWritePrice} A half without an index needs one.`,
      evidence: { columns: sides.join(', '), rowsRead: Math.round(rows) },
    };
  },
  gain(asked, facts) {
    const found = orIn(asked, facts);
    if (!found || !isFelt(asked)) return null;
    const rows = Math.max(2, (2 * asked.rows) / asked.calls);
    if (rows * worthwhile > found.rows) return null;
    return timeLeft(
      asked,
      rows / found.rows,
      `Two looks into an index for about ${count(Math.round(rows))} rows instead of going through ${count(found.rows)}, at the same time for each.`,
    );
  },
};

type Or = { sides: string[]; rows: number };

function orIn({ text, plan }: AskedStatement, { tables }: Facts): Or | null {
  const tokens = tokensOf(text);
  // Row security may add an OR of its own, which is not for the author of the statement to rewrite.
  const isOwn = (sides: string[]) =>
    sides.length > 1 && sides.every((side) => hasWord(tokens, side.split('.').at(-1) ?? side));
  if (!plan || !hasWord(tokens, 'or')) return null;
  const found = [
    ...scansOf(plan, tables)
      .filter(({ node }) => node['Node Type'] === 'Seq Scan')
      .map(({ node, scope, rowsRead }) => ({ sides: columnsOf(node, scope), rows: rowsRead })),
    ...nodesOf(plan).map((node) => ({ sides: relationsOf(node), rows: mostBelow(node) })),
  ];
  return found.find(({ sides, rows }) => rows >= leastRead && isOwn(sides)) ?? null;
}

const mostBelow = ({ Plans = [] }: PlanNode): number =>
  Math.max(0, ...Plans.map((child) => child['Plan Rows']));

const arms = (condition: string): string[][] =>
  conjuncts(condition)
    .map((part) => splitOutside(unwrap(part), ' OR '))
    .filter((parts) => parts.length > 1);

/** Columns of one scan of which any is enough; empty where an arm is not a comparison of one. */
function columnsOf({ Filter = '' }: PlanNode, scope: Scope): string[] {
  for (const parts of arms(Filter)) {
    const compared = parts.map(
      (arm) =>
        conditionsOf(arm, scope).find(({ kind }) => kind === 'equal' || kind === 'range')?.column ?? null,
    );
    const columns = [...new Set(compared.filter((column) => column !== null))];
    if (!compared.includes(null) && columns.length > 1) return columns;
  }
  return [];
}

/** Columns of different relations of a join of which any is enough: nothing can be looked up before they are joined. */
function relationsOf(node: PlanNode): string[] {
  if (!/Join|Nested Loop/.test(node['Node Type'])) return [];
  for (const condition of [node['Join Filter'], node.Filter])
    for (const parts of arms(condition ?? '')) {
      const named = parts.map((arm) => /(?<![\w.'])([a-z_]\w*\.[a-z_]\w*)/.exec(arm)?.[1] ?? null);
      const columns = [...new Set(named.filter((name) => name !== null))];
      const relations = new Set(columns.map((name) => name.split('.')[0]));
      if (!named.includes(null) && relations.size > 1) return columns;
    }
  return [];
}
