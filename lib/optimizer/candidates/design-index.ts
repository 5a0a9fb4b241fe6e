import { type IndexDesign, type KeyColumn, keyName } from '../change';
import type { ColumnFacts, TableFacts } from './facts';
import { changedByHeartbeat } from './heartbeat';
import type { Need } from './plan-needs';

const mostKeys = 4;
/** A constant of a column with so few values marks a kind of row, which is left to the index's WHERE. */
const fewValues = 20;
const mostCovered = 2;
const mostCoveredBytes = 32;
/** From so many rows, and a share of them without a value, on, those need not stand in the index. */
const manyRows = 100_000;
const manyEmpty = 0.5;

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
  const looked = unique(equal.map(({ column }) => column)).filter((column) => !marked.has(column));
  const lookedFor = uniqueKeys([...looked.map(ascending), ...derivedKeys(conditions)]).sort(
    (a, b) => tellingOf(table, b.column) - tellingOf(table, a.column),
  );
  const ranged = unique(conditions.filter(({ kind }) => kind === 'range').map(({ column }) => column));
  const wanted = order.filter(({ column }) => !looked.includes(column));
  const tail =
    wanted.length > 0
      ? wanted
      : ranged
          .filter((column) => !looked.includes(column))
          .slice(0, 1)
          .map(ascending);
  const columns = [...lookedFor, ...tail].slice(0, mostKeys);
  if (columns.length === 0) return null;
  const where = [
    ...marks.map(({ column, literal }) => `${column} = ${literal}`),
    ...emptiness(conditions, table),
    ...presence(conditions, columns, table),
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

const derivedKeys = (conditions: Need['conditions']): KeyColumn[] =>
  conditions.flatMap((condition) =>
    condition.kind === 'expression'
      ? [{ ...ascending(condition.column), expression: condition.expression }]
      : [],
  );

const uniqueKeys = (keys: KeyColumn[]) => [...new Map(keys.map((key) => [keyName(key), key])).values()];

const tellingOf = (table: TableFacts, column: string) => factsOf(table, column)?.distinct ?? 0;

/** Tests for (no) value that leave out a good part of the rows. */
const emptiness = (conditions: Need['conditions'], table: TableFacts): string[] =>
  conditions.flatMap((condition) => {
    if (condition.kind !== 'null') return [];
    const nullShare = factsOf(table, condition.column)?.nullShare ?? 0;
    const kept = condition.wanted ? nullShare : 1 - nullShare;
    return kept < 0.9 ? [condition.sql] : [];
  });

/** What is compared has a value: rows without one can be left out where they are many. */
const presence = (conditions: Need['conditions'], keys: readonly KeyColumn[], table: TableFacts): string[] =>
  table.rows < manyRows
    ? []
    : unique(
        conditions.flatMap(({ kind, column }) =>
          (kind === 'equal' || kind === 'range') &&
          keys.some((key) => key.column === column && key.expression === undefined) &&
          (factsOf(table, column)?.nullShare ?? 0) > manyEmpty
            ? [`${column} IS NOT NULL`]
            : [],
        ),
      );

/** Columns to carry along, where they are few and small and no heartbeat changes them. */
function covered(table: TableFacts, output: string[], keys: KeyColumn[]): string[] {
  const more = unique(output).filter((name) => !keys.some((key) => keyName(key) === name));
  const bytes = more.reduce((sum, name) => sum + (factsOf(table, name)?.width ?? 0), 0);
  const isSmall = more.length > 0 && more.length <= mostCovered && bytes <= mostCoveredBytes;
  return isSmall && changedByHeartbeat(table.table, more).length === 0 ? more : [];
}
