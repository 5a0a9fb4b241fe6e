import type { IndexDesign } from '../change';
import { unwrap } from '../sql-text';
import type { Candidate } from './candidate';
import { type Facts, type IndexFacts, plansIn, type TableFacts } from './facts';
import { forNeed, isWorthwhile, leastRead, mayBeFelt } from './for-need';
import { withoutContained } from './merge-candidates';
import { ofWhole } from './partitions';
import { type Need, needsOf } from './plan-needs';
import type { Search } from './searches';

/** GIN indexes for statements that look through texts, documents or lists one by one. */
export function proposeSearchIndexes(facts: Facts): Candidate[] {
  const { tables, partitions, costs, extensions } = facts;
  return withoutContained(
    plansIn(facts)
      .flatMap((plan) => needsOf(plan, [...tables, ...partitions]))
      .map((need) => ofWhole(need, partitions))
      .map((need) => ({ ...need, order: [], rowsWanted: need.rowsFound }))
      .filter((need) => isWorthwhile(need) && mayBeFelt(need, costs) && !isNarrow(need))
      .flatMap((need) =>
        need.searches
          .filter(({ opclass }) => opclass !== 'gin_trgm_ops' || extensions.includes('pg_trgm'))
          .filter((search) => !finds(need.table.indexes, search))
          .map((search) => forNeed(need, designOf(need.table, search), costs)),
      ),
  );
}

const designOf = ({ schema, table }: TableFacts, search: Search): IndexDesign => ({
  schema,
  table,
  method: 'gin',
  columns: [{ ...search, order: 'asc' }],
  include: [],
  where: null,
});

/** Whether what is compared with `=` leaves so few rows that looking through them is nothing. */
function isNarrow({ table, conditions }: Need): boolean {
  const left = conditions.reduce((rows, condition) => {
    if (condition.kind !== 'equal') return rows;
    const { distinct, topShare } = table.columns.find(({ name }) => name === condition.column) ?? {};
    return rows * Math.max(1 / Math.max(1, distinct ?? 1), topShare ?? 0);
  }, table.rows);
  return left < leastRead;
}

/** Whether an index is there that finds the same: one of trigrams finds no words, one of paths no keys. */
const finds = (indexes: readonly IndexFacts[], { column, expression, opclass }: Search): boolean =>
  indexes.some(
    ({ valid, method, predicate, columns }) =>
      valid &&
      (method === 'gin' || method === 'gist') &&
      predicate === null &&
      columns.some(
        (one) =>
          (expression === undefined ? one.column === column : unwrap(one.expression ?? '') === expression) &&
          (opclass === undefined
            ? one.opclass !== 'jsonb_path_ops'
            : method === 'gist' || one.opclass === opclass || one.opclass === 'jsonb_ops'),
      ),
  );
