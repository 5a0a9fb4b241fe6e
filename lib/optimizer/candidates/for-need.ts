import { count } from '@/lib/format';
import { createIndex, type IndexDesign } from '../change';
import { type Candidate, unknownGain } from './candidate';
import type { StatementCost, TableFacts } from './facts';
import { heartbeatRefusal } from './heartbeat';
import { partitionedRefusal } from './partitions';
import type { Need } from './plan-needs';
import { priceOf } from './write-price';

/** Fewer rows are gone through in a moment. */
export const leastRead = 2_000;
/** Rows gone through for each row wanted, from which on an index is worth a try. */
const worthwhile = 10;

export const isWorthwhile = ({ rowsRead, rowsWanted }: Pick<Need, 'rowsRead' | 'rowsWanted'>): boolean =>
  rowsRead >= leastRead && rowsRead >= worthwhile * Math.max(1, rowsWanted);

/** So many rows count, whatever is known of the time; and where nothing is known, any of a table that has so many. */
const manyRows = 10_000;
/** Nobody feels less, however often it is asked. */
const leastMilliseconds = 0.5;

/** Whether what a statement goes through takes a time that somebody may feel. */
export function mayBeFelt(
  { statement, table, rowsRead }: Pick<Need, 'statement' | 'table' | 'rowsRead'>,
  costs: readonly StatementCost[],
): boolean {
  if (rowsRead >= manyRows) return true;
  const cost = costs.find((one) => one.statement === statement);
  return cost ? cost.milliseconds >= leastMilliseconds * cost.calls : table.rows >= manyRows;
}

/** A design with the reason for it: what a statement goes through, and what it looks for. */
export function forNeed(
  { statement, table, order, rowsRead, rowsWanted }: Need,
  design: IndexDesign,
  costs: readonly StatementCost[],
): Candidate {
  const cost = costs.find((one) => one.statement === statement);
  const purpose = order.length > 0 ? 'sorts them to show the first few' : 'to find a few of them';
  return candidateFor(design, table, {
    why: `${statement} goes through ${count(rowsRead)} rows of ${table.table} ${purposeOf(design, purpose)}.`,
    statements: [statement],
    expected: {
      ...unknownGain,
      ...(cost && { calls: cost.calls, milliseconds: cost.milliseconds }),
      rowsRead: Math.round(rowsRead),
      rowsWanted: Math.max(1, Math.round(rowsWanted)),
    },
  });
}

function purposeOf({ method, columns }: IndexDesign, usual: string): string {
  if (method === 'gin') return `and looks into ${columns[0]?.column} of each`;
  return method === 'brin' ? 'for a stretch of them, though they lie in that order' : usual;
}

type Reason = Pick<Candidate, 'why' | 'statements' | 'expected'>;

/**
 * A design with its price. One that every heartbeat would pay for is refused here, whatever it would gain; and one of a
 * partitioned table, which could not be undone beside the traffic.
 */
export function candidateFor(design: IndexDesign, table: TableFacts, reason: Reason): Candidate {
  const price = priceOf(design, table);
  const { heartbeatColumns } = price;
  return {
    change: createIndex(design),
    ...reason,
    price,
    refusal: refusalOf(table, heartbeatColumns),
  };
}

function refusalOf({ table, partitionOf }: TableFacts, heartbeatColumns: readonly string[]): string | null {
  if (heartbeatColumns.length > 0) return heartbeatRefusal(table, heartbeatColumns);
  return partitionOf === null ? null : partitionedRefusal(table);
}
