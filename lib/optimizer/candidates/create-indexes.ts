import type { IndexDesign } from '../change';
import { designBlockRange, hasBlockRange } from './block-ranges';
import { type Candidate, unknownGain } from './candidate';
import { designIndex } from './design-index';
import { type Facts, findTable } from './facts';
import { candidateFor, forNeed, isWorthwhile } from './for-need';
import { isServed } from './is-served';
import { withoutContained } from './merge-candidates';
import { needsOf } from './plan-needs';

const leastKeyRows = 10_000;

/** Indexes that the plans of the product's statements, and its foreign keys, do without. */
export function proposeIndexes({ tables, plans, costs, foreignKeys }: Facts): Candidate[] {
  const fromPlans = plans
    .flatMap((plan) => needsOf(plan, tables))
    .flatMap((need) => {
      if (hasBlockRange(need)) return [];
      const range = designBlockRange(need);
      if (range) return [forNeed(need, range, costs)];
      const design = isWorthwhile(need) ? designIndex(need) : null;
      return design && !isServed(design, need) ? [forNeed(need, design, costs)] : [];
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
