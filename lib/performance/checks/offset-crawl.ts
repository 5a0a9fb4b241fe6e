import { check, type Verdict } from './check';
import { measured, notMeasured, type Statement, statementName } from './statement-sql';

type Paging = Statement & { blocksACall: number; rowsACall: number };

/** SQL: a page by number: its last words are LIMIT and OFFSET, or OFFSET and FETCH. */
const pages = `s.query ~* '(\\mlimit\\s+\\S+\\s+offset\\s+\\S+|\\moffset\\s+\\S+(\\s+rows?)?\\s+(limit|fetch)\\s[^/]*)\\s*(/\\*.*\\*/)?\\s*;?\\s*$'`;

const limits = { calls: 20, blocksACall: 200, blocksARow: 5, rowsACall: 2 } as const;

/**
 * Statements that page by OFFSET and read 100 times what they return. Postgres keeps blocks, not rows, that a statement
 * reads: a block is counted as 20 rows, which few tables exceed in width. One row is no page.
 */
export const offsetCrawl = check<Paging>({
  name: 'offset-crawl',
  title: 'Lists that are read from the top to reach a later page',
  why: 'OFFSET reads and throws away everything before the page that is asked for: the further one looks, the slower it gets.',
  impossible: notMeasured,
  sql: ({ statementsSchema }) =>
    measured(
      statementsSchema,
      `(s.shared_blks_hit + s.shared_blks_read)::float8 / s.calls AS "blocksACall", s.rows::float8 / s.calls AS "rowsACall"`,
      `s.calls >= ${limits.calls} AND ${pages}`,
      '(s.shared_blks_hit + s.shared_blks_read)',
    ),
  judge: (statements) => statements.flatMap(judgePaging),
});

function judgePaging(found: Paging): Verdict[] {
  const { statement, id, calls, blocksACall, rowsACall } = found;
  const isCrawl =
    rowsACall >= limits.rowsACall &&
    blocksACall >= limits.blocksACall &&
    blocksACall >= limits.blocksARow * rowsACall;
  if (!isCrawl) return [];
  return [
    {
      state: 'warning',
      object: statementName(found),
      evidence: {
        statement,
        queryId: id,
        calls,
        blocksACall: Math.round(blocksACall),
        rowsACall: Math.round(rowsACall),
      },
      advice:
        'Ask for what comes after the last row seen, by the columns it is ordered by, with an index on them: then every page costs what the first one does.',
    },
  ];
}
