import { type IndexDesign, type KeyColumn, keyName } from '../change';
import { unwrap } from '../sql-text';
import type { IndexFacts } from './facts';

/** Whether an index that is there already gives what the design would give, so that it would add nothing. */
export function isServed(design: IndexDesign, indexes: readonly IndexFacts[]): boolean {
  return indexes.some(
    ({ valid, method, columns, predicate }) =>
      valid &&
      method === 'btree' &&
      (predicate === null || predicate === design.where) &&
      beginsWith(columns, design.columns),
  );
}

/** The same columns, and the same order read forwards or backwards. */
function beginsWith(columns: IndexFacts['columns'], wanted: readonly KeyColumn[]): boolean {
  const first = columns.slice(0, wanted.length);
  const names = first.map(({ column, expression }) => column ?? unwrap(expression ?? ''));
  const plain = wanted.every(({ order }) => order === 'asc');
  if (plain) return wanted.every((key) => names.includes(keyName(key) ?? ''));
  return (
    wanted.every((key, place) => names[place] === keyName(key)) &&
    [false, true].some((backwards) =>
      wanted.every(({ order }, place) => {
        const there = first[place]?.order ?? 'asc';
        return (backwards ? reversed[there] : there) === order || isLookedUp(wanted, place);
      }),
    )
  );
}

/** Columns before the ordered ones are compared with `=`: their direction does not matter. */
const isLookedUp = (wanted: readonly KeyColumn[], place: number) =>
  wanted[place]?.order === 'asc' && wanted.slice(place).some(({ order }) => order !== 'asc');

const reversed = {
  asc: 'desc',
  desc: 'asc',
  'asc nulls first': 'desc nulls last',
  'desc nulls last': 'asc nulls first',
} as const;
