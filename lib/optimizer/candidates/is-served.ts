import { type IndexDesign, type KeyColumn, keyName } from '../change';
import { unwrap } from '../sql-text';
import type { IndexFacts } from './facts';
import type { Need } from './plan-needs';

/** Whether an index of the table gives already what the design would give to the need, so that it would add nothing. */
export const isServed = (design: IndexDesign, need: Pick<Need, 'conditions' | 'order' | 'table'>): boolean =>
  need.table.indexes.some(
    ({ valid, method, columns, predicate }) =>
      valid &&
      method === 'btree' &&
      (predicate === null || predicate === design.where) &&
      gives(columns, design.columns, need),
  );

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
      : condition.kind === 'equal' && key.expression === undefined && condition.column === key.column,
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
