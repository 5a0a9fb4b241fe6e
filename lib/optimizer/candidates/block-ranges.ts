import type { IndexDesign } from '../change';
import type { Condition } from './conditions';
import type { TableFacts } from './facts';
import type { Need } from './plan-needs';

const leastRows = 1_000_000;
const ordered = 0.9;
/** Share of rows that may have been changed since they were added: a changed row goes elsewhere. */
const mostChanged = 0.05;
const fewKinds = 20;
const ranging = /^(timestamp|date|integer|bigint|smallint)/;
/** A range with an end that is a parameter leaves a third of the rows, as far as the planner knows. */
const worthwhile = 2.5;

/**
 * A BRIN index for a need that asks for a stretch of a large table whose rows came, and stayed, in that order: it keeps the
 * least and the greatest value of each stretch of blocks, is hardly larger than nothing, and hardly costs a write anything.
 *
 * @returns null where the table is not so, or something else is asked as well
 */
export function designBlockRange(need: Need): IndexDesign | null {
  const range = stretchOf(need);
  const { table, rowsRead, rowsWanted } = need;
  if (range === null) return null;
  const lies = table.columns.find(({ name }) => name === range);
  const isOrdered =
    lies !== undefined && Math.abs(lies.correlation ?? 0) > ordered && ranging.test(lies.type);
  const isWorthwhile = table.rows >= leastRows && rowsRead >= worthwhile * Math.max(1, rowsWanted);
  if (!isOrdered || !isWorthwhile || !isOnlyAddedTo(table) || isRanged(table, range)) return null;
  const { schema, table: name } = table;
  return {
    schema,
    table: name,
    method: 'brin',
    columns: [{ column: range, order: 'asc' }],
    include: [],
    where: null,
  };
}

/** What marks a kind of row is seen in each block that is read. */
function marks(condition: Condition, { columns }: TableFacts): boolean {
  if (condition.kind === 'flag' || condition.kind === 'among') return true;
  const { distinct } = columns.find(({ name }) => name === condition.column) ?? {};
  return condition.kind === 'equal' && condition.literal !== null && (distinct ?? fewKinds + 1) <= fewKinds;
}

/** The column of which a need wants a stretch, and nothing that leaves much less; null where it wants something else. */
function stretchOf({ conditions, order, table }: Need): string | null {
  const told = conditions.filter((condition) => !marks(condition, table));
  const [column, ...more] = new Set(told.map((condition) => condition.column));
  const isRange = told.every(({ kind }) => kind === 'range');
  return column !== undefined && more.length === 0 && isRange && order.length === 0 ? column : null;
}

/** Whether a BRIN index answers a need already: what it reads besides is of the same blocks. */
export function hasBlockRange(need: Need): boolean {
  const stretch = stretchOf(need);
  return (
    stretch !== null &&
    need.table.indexes.some(
      ({ valid, method, predicate, columns }) =>
        valid && method === 'brin' && predicate === null && columns.some(({ column }) => column === stretch),
    )
  );
}

const isOnlyAddedTo = ({ rows, updates }: TableFacts): boolean => updates <= mostChanged * rows;

/** Whether a B-tree begins with the column, which answers for a range as well. */
const isRanged = ({ indexes }: TableFacts, name: string): boolean =>
  indexes.some(({ valid, predicate, columns }) => valid && predicate === null && columns[0]?.column === name);
