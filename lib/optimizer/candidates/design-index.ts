import { type IndexDesign, type KeyColumn, keyName } from '../change';
import type { Condition } from './conditions';
import type { ColumnFacts, TableFacts } from './facts';
import { changedByHeartbeat } from './heartbeat';
import type { Need } from './plan-needs';

const mostKeys = 4;
/** A constant of a column with so few values marks a kind of row, which is left to the index's WHERE. */
const fewValues = 20;
/** Share of rows up to which a kind of row is rare. */
const rare = 0.05;
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
 * Where nothing else is asked, the marks themselves are its keys.
 *
 * @returns null where no column is left to look for
 */
export function designIndex({ table, conditions, order, output }: Need): IndexDesign | null {
  const flags = conditions.filter((condition) => condition.kind === 'flag');
  const equal = conditions.filter((condition) => condition.kind === 'equal');
  const marks = equal.filter(
    ({ column, literal }) =>
      literal !== null && (factsOf(table, column)?.distinct ?? Number.POSITIVE_INFINITY) <= fewValues,
  );
  const marked = new Set(marks.map(({ column }) => column));
  const looked = unique([
    ...equal.map(({ column }) => column),
    ...amongMany(conditions, order, table),
  ]).filter((column) => !marked.has(column));
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
  const told = [...lookedFor, ...tail].slice(0, mostKeys);
  const columns = told.length > 0 ? told : rareMarks([...marks, ...flags], table);
  if (columns.length === 0) return null;
  const where = [
    ...flags.map(({ sql }) => sql),
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

type Mark = Extract<Condition, { kind: 'equal' | 'flag' }>;

/** Marks of a kind of row that is rare, as far as the server knows: an index of these rows alone finds them. */
function rareMarks(marks: readonly Mark[], table: TableFacts): KeyColumn[] {
  const isRare = marks.some((mark) => {
    const { topShare = null, topValue } = factsOf(table, mark.column) ?? {};
    return topShare !== null && topValue !== markedValue(mark) && 1 - topShare <= rare;
  });
  return isRare ? unique(marks.map(({ column }) => column)).map(ascending) : [];
}

/** As statistics hold it. */
function markedValue(mark: Mark): string {
  if (mark.kind === 'flag') return mark.sql.startsWith('NOT ') ? 'f' : 't';
  const literal = mark.literal ?? '';
  return /^'(.*)'/s.exec(literal)?.[1]?.replaceAll("''", "'") ?? literal;
}

const unique = (names: string[]) => [...new Set(names)];

/** Columns that are one of several values. With these in front an index gives no order, and of a few values it tells little. */
const amongMany = (conditions: Need['conditions'], order: Need['order'], table: TableFacts): string[] =>
  conditions.flatMap(({ kind, column }) =>
    kind === 'among' &&
    order.length === 0 &&
    (factsOf(table, column)?.distinct ?? Number.POSITIVE_INFINITY) > fewValues
      ? [column]
      : [],
  );

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
          (kind === 'equal' || kind === 'among' || kind === 'range') &&
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
