import type { IndexDesign } from '../change';
import { designBlockRange, hasBlockRange } from './block-ranges';
import { type Candidate, unknownGain } from './candidate';
import { designIndex } from './design-index';
import { type Facts, type ForeignKeyFacts, plansIn } from './facts';
import { candidateFor, forNeed, isWorthwhile, mayBeFelt } from './for-need';
import { isServed } from './is-served';
import { joinNeedsOf } from './join-needs';
import { type Wanted, withoutServed } from './merge-candidates';
import { findWhole, ofWhole } from './partitions';
import { type Need, needsOf } from './plan-needs';

const leastKeyRows = 10_000;
/** Indexes that the plans of the product's statements, and its foreign keys, do without. */
export function proposeIndexes(facts: Facts): Candidate[] {
  const scanned = [...facts.tables, ...facts.partitions];
  const needs = plansIn(facts)
    .flatMap((plan) => [...needsOf(plan, scanned), ...joinNeedsOf(plan, scanned)])
    .map((need) => ofWhole(need, facts.partitions));
  return withoutServed([
    ...needs.flatMap((need) => wantedFor(need, facts) ?? []),
    ...facts.foreignKeys.flatMap((key) => wantedForKey(key, facts) ?? []),
  ]);
}

function wantedFor(need: Need, { costs }: Facts): Wanted | null {
  if (hasBlockRange(need) || !mayBeFelt(need, costs)) return null;
  const range = designBlockRange(need);
  if (range) return { candidate: forNeed(need, range, costs), need: null };
  const design = isWorthwhile(need) ? designIndex(need) : null;
  return design && !isServed(design, need) ? { candidate: forNeed(need, design, costs), need } : null;
}

function wantedForKey({ schema, table, columns, constraint }: ForeignKeyFacts, facts: Facts): Wanted | null {
  const own = findWhole(facts, schema, table);
  if (!own || own.rows < leastKeyRows) return null;
  const design: IndexDesign = {
    schema,
    table,
    columns: columns.map((column) => ({ column, order: 'asc' })),
    include: [],
    where: null,
  };
  const why = `The foreign key ${constraint} has no index: removing what it points to, or listing what belongs to it, reads all of ${table}.`;
  const expected = { ...unknownGain, foreignKey: true };
  return {
    candidate: candidateFor(design, own, { why, statements: [], expected }),
    need: {
      table: own,
      conditions: columns.map((column) => ({ kind: 'equal', column, literal: null })),
      order: [],
    },
  };
}
