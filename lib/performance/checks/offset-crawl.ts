import { check, type Verdict } from './check';
import { rates, summedWeek, total } from './readings';
import {
  described,
  measured,
  notMeasured,
  type Statement,
  statementName,
  textsHidden,
} from './statement-sql';
import { whenNoStatementShows } from './window';

type Paging = Statement & { blocksACall: number; rowsACall: number };

/** SQL: a value or an expression, which may hold brackets but ends before one that closes around it. */
const expression = '(\\([^()]*\\)|[^;()]){1,60}';
/** SQL: a page by number, perhaps in a sub-select: LIMIT and OFFSET, or OFFSET and FETCH. */
const pages = `s.query ~* '\\mlimit\\s${expression}\\moffset\\s|\\moffset\\s${expression}\\m(limit|fetch)\\s'`;

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
  rates: rates<Paging>({
    sql: ({ statementsSchema }) => pagedWeek(statementsSchema),
    judge: (statements, facts) => [...statements.flatMap(judgePaging), ...textsHidden(facts)],
  }),
  judge: (statements, facts) => {
    const crawls = statements.flatMap(judgePaging);
    return [...(crawls.length > 0 ? crawls : whenNoStatementShows(facts)), ...textsHidden(facts)];
  },
});

/** SQL: the same from readings. How a statement ends only the server itself has kept. */
const pagedWeek = (schema: string | null) => `
  SELECT w.*, (w.hits + w.reads) / w.calls AS "blocksACall", w.rows / w.calls AS "rowsACall"
  FROM (${described(summedWeek(['calls', 'rows', 'hits', 'reads'], 'STATEMENT', `${total('calls')} >= ${limits.calls}`))}) w
  WHERE w.id IN (SELECT s.queryid::text FROM ${schema}.pg_stat_statements s WHERE ${pages})
  ORDER BY w.hits + w.reads DESC`;

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
