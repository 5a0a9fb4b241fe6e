import { count } from '@/lib/format';
import type { PlanNode } from '../../candidates/facts';
import { hasWord, type Token, tokensOf } from '../../sql-tokens';
import { nodesOf } from '../plan-scans';
import { noWritePrice, type Rule, timeLeft } from '../rewrite';

/** As the check of the performance page has them: blocks a call, blocks for each row returned, rows a call, calls. */
const limits = { calls: 20, blocks: 200, blocksARow: 5, rows: 2 } as const;
/** Blocks that finding the place in an index takes. */
const descent = 4;

/** Steps that have to see every row before they give the first: then it is they that read so much, not the OFFSET. */
const wholes = new Set(['Aggregate', 'WindowAgg', 'Unique', 'SetOp', 'HashSetOp']);

/** A page of a list that is found by throwing away everything before it. */
export const deepOffset: Rule = {
  pattern: 'deep-offset',
  shows({ text, plan }) {
    if (!plan || !pagesByNumber(tokensOf(text)) || !isList(plan)) return null;
    return {
      does: 'pages with OFFSET: it reads and throws away everything before the page that is asked for',
      instead:
        'Ask for what comes after the last row of the page before: WHERE (sort columns, id) > (its values) ORDER BY the same columns LIMIT n, with an index on them. The address of a page then holds those values instead of a number.',
      price: `${noWritePrice} Pages can be turned, not jumped to by number. An index in this order is needed where there is none.`,
    };
  },
  gain(asked) {
    const { calls } = asked;
    const [blocks, rows] = [asked.blocks / calls, asked.rows / calls];
    const isDeep =
      calls >= limits.calls &&
      rows >= limits.rows &&
      blocks >= limits.blocks &&
      blocks >= limits.blocksARow * rows;
    if (!isDeep) return null;
    return timeLeft(
      asked,
      (rows + descent) / blocks,
      `Every page would read what the first does: at most a block for each of ${count(Math.round(rows))} rows and ${descent} to find the place, instead of ${count(Math.round(blocks))} blocks.`,
    );
  },
};

/** LIMIT and OFFSET of the statement itself; OFFSET 0 is a fence for the planner, and one row is no page. */
function pagesByNumber(tokens: readonly Token[]): boolean {
  const own = tokens.filter(({ depth }) => depth === 0);
  const isLimited = hasWord(own, 'limit') || hasWord(own, 'fetch');
  const isOne = own.some(({ text }, place) => text === 'limit' && own[place + 1]?.text === '1');
  return (
    isLimited &&
    !isOne &&
    hasWord(own, 'order') &&
    own.some(({ text }, place) => text === 'offset' && isCount(own[place + 1]?.text ?? ''))
  );
}

const isCount = (text: string): boolean => text === '(' || /^\$\d+$/.test(text) || /^[1-9]/.test(text);

const isList = (plan: PlanNode): boolean =>
  plan['Node Type'] === 'Limit' && !nodesOf(plan).some((node) => wholes.has(node['Node Type']));
