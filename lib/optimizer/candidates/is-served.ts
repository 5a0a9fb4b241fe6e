import { type IndexDesign, type KeyColumn, keyName } from '../change';
import { conjuncts, unwrap } from '../sql-text';
import type { Condition } from './conditions';
import type { IndexFacts } from './facts';
import type { Need } from './plan-needs';

/** What an index is asked for. */
export type Served = Pick<Need, 'conditions' | 'order' | 'table'>;

/** So few rows are looked through, and sorted, in a moment. */
const fewRows = 200;

/** Whether an index of the table gives already what the design would give to the need, so that it would add nothing. */
export const isServed = (design: IndexDesign, need: Served): boolean =>
  need.table.indexes.some(
    ({ valid, method, columns, predicate }) =>
      valid &&
      method === 'btree' &&
      holdsAll(predicate, need) &&
      gives(columns, predicate === null ? design.columns : beyond(predicate, design.columns, need), need),
  );

/** Whether the first keys of a design lead to so few rows, also for the most common value, that the rest does not matter. */
export function leadsToFew({ columns, where }: IndexDesign, { conditions, table }: Served): boolean {
  if (!holdsAll(where, { conditions })) return false;
  const compared = conditions.filter(({ kind }) => kind === 'equal').map(({ column }) => column);
  const other = columns.findIndex(
    ({ column, expression }) => expression !== undefined || !compared.includes(column),
  );
  const shares = columns.slice(0, other === -1 ? columns.length : other).map(({ column }) => {
    const { distinct, topShare } = table.columns.find(({ name }) => name === column) ?? {};
    return Math.max(1 / Math.max(1, distinct ?? 1), topShare ?? 0);
  });
  return table.rows * Math.min(1, ...shares) <= fewRows;
}

/** Whether an index of some rows holds all that a need wants: each of its conditions is one of the need's. */
export function holdsAll(predicate: string | null, { conditions }: Pick<Need, 'conditions'>): boolean {
  if (predicate === null) return true;
  const told = new Set(conditions.flatMap(textsOf));
  return conjuncts(predicate).every((part) => told.has(part));
}

/** What a condition says of a row, as the predicate of an index does. */
function textsOf(condition: Condition): string[] {
  const mark = markOf(condition);
  if (condition.kind === 'null') return [condition.sql];
  return [`${condition.column} IS NOT NULL`, ...(mark === null ? [] : [mark])];
}

/** The one value of a column that a condition lets through, as a predicate says it; null where there is none. */
function markOf(condition: Condition): string | null {
  if (condition.kind === 'flag') return condition.sql;
  return condition.kind === 'equal' && condition.literal !== null
    ? `${condition.column} = ${condition.literal}`
    : null;
}

/** Keys without those that have one value in all rows of such an index. */
function beyond(predicate: string, wanted: readonly KeyColumn[], { conditions }: Pick<Need, 'conditions'>) {
  const parts = conjuncts(predicate);
  const single = conditions.filter((condition) => parts.includes(markOf(condition) ?? ''));
  return wanted.filter(
    ({ column, expression }) =>
      expression !== undefined || !single.some((condition) => condition.column === column),
  );
}

/** Keys that are compared with `=` first, in any order; then the range or the wanted order, key by key. */
function gives(
  columns: IndexFacts['columns'],
  wanted: readonly KeyColumn[],
  { conditions, order }: Pick<Need, 'conditions' | 'order'>,
): boolean {
  const names = columns.map(({ column, expression }) => column ?? unwrap(expression ?? ''));
  const looked = wanted.filter((key) => isLookedUp(key, conditions));
  const first = names.slice(0, looked.length);
  const after = columns.slice(looked.length);
  const rest = wanted.slice(looked.length);
  return (
    looked.every((key) => first.includes(keyName(key) ?? '')) &&
    rest.every((key, place) => names[looked.length + place] === keyName(key)) &&
    (order.length === 0 || isInOrder(after, rest))
  );
}

const isLookedUp = (key: KeyColumn, conditions: Need['conditions']) =>
  conditions.some((condition) =>
    condition.kind === 'expression'
      ? condition.expression === key.expression
      : (condition.kind === 'equal' || condition.kind === 'among') &&
        key.expression === undefined &&
        condition.column === key.column,
  );

/** The same order, read forwards or backwards. */
const isInOrder = (columns: IndexFacts['columns'], wanted: readonly KeyColumn[]) =>
  [false, true].some((backwards) =>
    wanted.every(({ order }, place) => {
      const there = columns[place]?.order ?? 'asc';
      return (backwards ? reversed[there] : there) === order;
    }),
  );

const reversed = {
  asc: 'desc',
  desc: 'asc',
  'asc nulls first': 'desc nulls last',
  'desc nulls last': 'asc nulls first',
} as const;
