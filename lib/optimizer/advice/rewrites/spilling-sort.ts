import { count } from '@/lib/format';
import { bytes } from '@/lib/performance/units';
import type { AskedStatement, PlanNode } from '../../candidates/facts';
import { nodesOf } from '../plan-scans';
import { noWritePrice, type Rule } from '../rewrite';

/** As the check of the performance page has them. */
const limits = { bytes: 8 * 1024 * 1024, calls: 50 } as const;
const keeping = new Set(['Hash', 'HashAggregate', 'Materialize', 'CTE Scan', 'WindowAgg']);

/** A sort, or what else has to be kept meanwhile, that does not fit into the memory of a session. */
export const spillingSort: Rule = {
  pattern: 'spilling-sort',
  shows(asked) {
    const spill = spilledBy(asked);
    if (!spill || asked.temporaryBytes === 0) return null;
    return {
      does: `${wordsOf(spill)} and writes ${bytes(asked.temporaryBytes / asked.calls)} to disk a call, because that does not fit into memory`,
      instead: isSort(spill)
        ? 'Sort less: only the columns that are needed, after what is not wanted is left out, and with a LIMIT where only the first are shown; or let an index give the order. Only then raise work_mem, for this statement alone (SET LOCAL work_mem).'
        : 'Put less aside: leave out rows before they are joined or grouped, and columns that nobody needs. Only then raise work_mem, for this statement alone (SET LOCAL work_mem).',
      price: `${noWritePrice} More work_mem is taken by each session that asks at the same time.`,
      evidence: { temporaryBytes: Math.round(asked.temporaryBytes / asked.calls) },
    };
  },
  gain({ temporaryBytes, calls }) {
    if (calls < limits.calls || temporaryBytes / calls < limits.bytes) return null;
    return {
      of: 'bytes written to disk a call',
      now: Math.round(temporaryBytes / calls),
      after: 0,
      how: 'What fits into memory is not written and read back; the time that takes goes with it.',
    };
  },
};

const isSort = (node: PlanNode) => /Sort$/.test(node['Node Type']);

/** The largest of what has to be kept. */
const spilledBy = ({ plan }: AskedStatement): PlanNode | undefined =>
  (plan ? nodesOf(plan) : [])
    .filter((node) => isSort(node) || keeping.has(node['Node Type']) || node.Strategy === 'Hashed')
    .sort((a, b) => Number(isSort(b)) - Number(isSort(a)) || b['Plan Rows'] - a['Plan Rows'])[0];

const wordsOf = (node: PlanNode): string =>
  isSort(node)
    ? `sorts about ${count(node['Plan Rows'])} rows`
    : `puts about ${count(node['Plan Rows'])} rows aside for a join or a grouping`;
