import { count } from '@/lib/format';
import { createIndex, type IndexDesign } from '../change';
import { type Candidate, unknownGain } from './candidate';
import { designIndex, indexBytes, isServed } from './design-index';
import { type Facts, findTable, type StatementCost, type TableFacts } from './facts';
import { changedByHeartbeat, growsWithEvents, heartbeatRefusal } from './heartbeat';
import { type Need, needsOf } from './plan-needs';

/** Fewer rows are gone through in a moment. */
const leastRead = 2_000;
const leastKeyRows = 10_000;
/** Rows gone through for each row wanted, from which on an index is worth a try. */
const worthwhile = 10;

/** Indexes that the plans of the product's statements, and its foreign keys, do without. */
export function proposeIndexes({ tables, plans, costs, foreignKeys }: Facts): Candidate[] {
  const wanted = plans.flatMap((plan) => needsOf(plan, tables)).filter(isWorthwhile);
  const fromPlans = wanted.flatMap((need) => {
    const design = designIndex(need);
    return design && !isServed(design, need.table.indexes) ? [forNeed(need, design, costs)] : [];
  });
  const fromKeys = foreignKeys.flatMap(({ schema, table, columns, constraint }) => {
    const facts = findTable(tables, schema, table);
    if (!facts || facts.rows < leastKeyRows) return [];
    const design: IndexDesign = {
      schema,
      table,
      columns: columns.map((column) => ({ column, order: 'asc' })),
      include: [],
      where: null,
    };
    const why = `The foreign key ${constraint} has no index: removing what it points to, or listing what belongs to it, reads all of ${table}.`;
    return [
      candidateFor(design, facts, { why, statements: [], expected: { ...unknownGain, foreignKey: true } }),
    ];
  });
  return withoutContained([...fromPlans, ...fromKeys]);
}

const isWorthwhile = ({ rowsRead, rowsWanted }: Need) =>
  rowsRead >= leastRead && rowsRead >= worthwhile * Math.max(1, rowsWanted);

function forNeed(
  { statement, table, order, rowsRead, rowsWanted }: Need,
  design: IndexDesign,
  costs: readonly StatementCost[],
): Candidate {
  const cost = costs.find((one) => one.statement === statement);
  const purpose = order.length > 0 ? 'sorts them to show the first few' : 'to find a few of them';
  return candidateFor(design, table, {
    why: `${statement} goes through ${count(rowsRead)} rows of ${table.table} ${purpose}.`,
    statements: [statement],
    expected: {
      ...unknownGain,
      ...(cost && { calls: cost.calls, milliseconds: cost.milliseconds }),
      rowsRead: Math.round(rowsRead),
      rowsWanted: Math.max(1, Math.round(rowsWanted)),
    },
  });
}

type Reason = Pick<Candidate, 'why' | 'statements' | 'expected'>;

/** A design with its price. One that every heartbeat would pay for is refused here, whatever it would gain. */
export function candidateFor(design: IndexDesign, table: TableFacts, reason: Reason): Candidate {
  const columns = [...design.columns.map(({ column }) => column), ...design.include];
  const mentioned = table.columns
    .map(({ name }) => name)
    .filter((name) => columns.includes(name) || new RegExp(`\\b${name}\\b`).test(design.where ?? ''));
  const heartbeatColumns = changedByHeartbeat(design.table, mentioned);
  return {
    change: createIndex(design),
    ...reason,
    price: {
      bytes: indexBytes(design, table),
      heartbeatColumns,
      everyEvent: growsWithEvents(design.table),
    },
    refusal: heartbeatColumns.length > 0 ? heartbeatRefusal(design.table, heartbeatColumns) : null,
  };
}

/** The same design once, for all its statements; one that begins another of the same rows is left to that one. */
function withoutContained(candidates: Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of [...candidates].sort((a, b) => size(b) - size(a) || gain(b) - gain(a))) {
    const other = kept.find((one) => contains(one, candidate));
    if (other) takeOver(other, candidate);
    else kept.push({ ...candidate });
  }
  return kept;
}

/** What the smaller one was for is what the larger one is for, too. */
function takeOver(larger: Candidate, { statements, expected }: Candidate): void {
  const isMore = statements.some((name) => !larger.statements.includes(name));
  const { calls, milliseconds, foreignKey } = larger.expected;
  larger.statements = [...new Set([...larger.statements, ...statements])];
  larger.expected = {
    ...larger.expected,
    calls: isMore ? sum(calls, expected.calls) : calls,
    milliseconds: isMore ? sum(milliseconds, expected.milliseconds) : milliseconds,
    foreignKey: foreignKey || expected.foreignKey,
  };
}

const sum = (one: number | null, other: number | null) => (one === null ? other : one + (other ?? 0));

const designOf = ({ change }: Candidate) => (change.kind === 'create-index' ? change.design : null);
const size = (candidate: Candidate) => designOf(candidate)?.columns.length ?? 0;
const gain = ({ expected: { rowsRead, rowsWanted } }: Candidate) => (rowsRead ?? 0) / (rowsWanted ?? 1);

/** A refused one takes nothing over: what it contains may be good. */
function contains(larger: Candidate, smaller: Candidate): boolean {
  const [one, other] = [designOf(larger), designOf(smaller)];
  if (!one || !other || (larger.refusal !== null && smaller.refusal === null)) return false;
  return (
    one.schema === other.schema &&
    one.table === other.table &&
    (one.where === other.where || one.where === null) &&
    other.columns.every(
      ({ column, order }, place) =>
        one.columns[place]?.column === column && one.columns[place]?.order === order,
    )
  );
}
