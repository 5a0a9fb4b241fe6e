import type { IndexDesign, KeyColumn } from '../change';
import type { ColumnFacts, IndexFacts, TableFacts } from './facts';
import { changedByHeartbeat } from './heartbeat';
import type { Need } from './plan-needs';

const mostKeys = 4;
/** A constant of a column with so few values marks a kind of row, which is left to the index's WHERE. */
const fewValues = 20;
const mostCovered = 2;
const mostCoveredBytes = 32;

const ascending = (column: string): KeyColumn => ({ column, order: 'asc' });
const factsOf = (table: TableFacts, column: string): ColumnFacts | undefined =>
  table.columns.find(({ name }) => name === column);

/**
 * The index that would answer a need: columns compared with `=`, the most telling first, then a range, then the wanted
 * order; what marks a kind of row in its WHERE; a small column or two carried along where the answer then comes from the
 * index alone.
 *
 * @returns null where no column is left to look for
 */
export function designIndex({ table, conditions, order, output }: Need): IndexDesign | null {
  const equal = conditions.filter((condition) => condition.kind === 'equal');
  const marks = equal.filter(
    ({ column, literal }) =>
      literal !== null && (factsOf(table, column)?.distinct ?? Number.POSITIVE_INFINITY) <= fewValues,
  );
  const marked = new Set(marks.map(({ column }) => column));
  const looked = unique(equal.map(({ column }) => column))
    .filter((column) => !marked.has(column))
    .sort((a, b) => tellingOf(table, b) - tellingOf(table, a));
  const ranged = unique(conditions.filter(({ kind }) => kind === 'range').map(({ column }) => column));
  const wanted = order.filter(({ column }) => !looked.includes(column));
  const tail =
    wanted.length > 0
      ? wanted
      : ranged
          .filter((column) => !looked.includes(column))
          .slice(0, 1)
          .map(ascending);
  const columns = [...looked.map(ascending), ...tail].slice(0, mostKeys);
  if (columns.length === 0) return null;
  const where = [
    ...marks.map(({ column, literal }) => `${column} = ${literal}`),
    ...emptiness(conditions, table),
  ];
  const include = order.length > 0 ? [] : covered(table, output, columns);
  return {
    schema: table.schema,
    table: table.table,
    columns,
    include,
    where: unique(where).sort().join(' AND ') || null,
  };
}

const unique = (names: string[]) => [...new Set(names)];
const tellingOf = (table: TableFacts, column: string) => factsOf(table, column)?.distinct ?? 0;

/** Tests for (no) value that leave out a good part of the rows. */
const emptiness = (conditions: Need['conditions'], table: TableFacts): string[] =>
  conditions.flatMap((condition) => {
    if (condition.kind !== 'null') return [];
    const nullShare = factsOf(table, condition.column)?.nullShare ?? 0;
    const kept = condition.wanted ? nullShare : 1 - nullShare;
    return kept < 0.9 ? [condition.sql] : [];
  });

/** Columns to carry along, where they are few and small and no heartbeat changes them. */
function covered(table: TableFacts, output: string[], keys: KeyColumn[]): string[] {
  const more = unique(output).filter((name) => !keys.some(({ column }) => column === name));
  const bytes = more.reduce((sum, name) => sum + (factsOf(table, name)?.width ?? 0), 0);
  const isSmall = more.length > 0 && more.length <= mostCovered && bytes <= mostCoveredBytes;
  return isSmall && changedByHeartbeat(table.table, more).length === 0 ? more : [];
}

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
  const sameColumns = wanted.every(({ column }, place) => first[place]?.column === column);
  const plain = wanted.every(({ order }) => order === 'asc');
  if (plain) {
    const names = new Set(first.map(({ column }) => column));
    return wanted.every(({ column }) => names.has(column));
  }
  return (
    sameColumns &&
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

const pageFill = 0.9;
const entryOverhead = 16;

/** Bytes that an index takes, from the widths of its columns and the rows it would hold. */
export function indexBytes(design: IndexDesign, table: TableFacts): number {
  const names = [...design.columns.map(({ column }) => column), ...design.include];
  const width = names.reduce((sum, name) => sum + (factsOf(table, name)?.width ?? 8), 0);
  const entry = entryOverhead + Math.ceil(width / 8) * 8;
  return Math.round((table.rows * entry) / pageFill);
}
