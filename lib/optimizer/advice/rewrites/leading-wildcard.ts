import { count } from '@/lib/format';
import type { AskedStatement, Facts, PlanNode } from '../../candidates/facts';
import { searchesOf } from '../../candidates/searches';
import { conjuncts } from '../../sql-text';
import { scansOf } from '../plan-scans';
import { isFelt, type Rule, timeLeft } from '../rewrite';

const leastRead = 10_000;
/** What reading the index takes at least, of the present time. */
const leastShare = 0.02;
const pageBytes = 8_192;
/** A pattern that begins with any text, as the planner writes it. */
const anyBeginning = / ~~\*? \(*'[%_]/;

/** Texts that are looked through one by one for a part, where the extension is not there that could index parts. */
export const leadingWildcard: Rule = {
  pattern: 'leading-wildcard',
  shows(asked, facts) {
    const found = lookedThrough(asked, facts);
    if (!found) return null;
    return {
      does: `looks for a part of ${found.column} in each of about ${count(found.rows)} rows of ${found.table}`,
      instead: `Install pg_trgm (CREATE EXTENSION pg_trgm); then an index of the parts of ${found.column} can be proposed, tried and made here. Where whole words are looked for, search words instead: to_tsvector and @@.`,
      who: 'operator',
      price: `An index of parts takes about as much room as the texts; writing ${found.column} takes longer.`,
      evidence: { table: found.table, column: found.column, rowsRead: Math.round(found.rows) },
    };
  },
  gain(asked, facts) {
    const found = lookedThrough(asked, facts);
    if (!found || !isFelt(asked)) return null;
    const rows = Math.max(1, asked.rows / asked.calls);
    return timeLeft(
      asked,
      Math.max(leastShare, (10 * rows) / found.rows),
      `Ten rows looked into for each of ${count(Math.round(rows))} found, instead of ${count(found.rows)}, and a fiftieth of the present time to read the index.`,
    );
  },
};

type LookedThrough = { table: string; column: string; rows: number };

function lookedThrough(asked: AskedStatement, { tables, extensions }: Facts): LookedThrough | null {
  if (!asked.plan || extensions.includes('pg_trgm')) return null;
  for (const { node, table, scope, rowsRead } of scansOf(asked.plan, tables)) {
    if (node['Node Type'] !== 'Seq Scan' || rowsRead < leastRead) continue;
    const search = partsOf(node)
      .filter((part) => anyBeginning.test(part) || (isPattern(part) && readsAll(asked, table.bytes)))
      .flatMap((part) => searchesOf(part, scope, table))
      .find(({ opclass }) => opclass === 'gin_trgm_ops');
    if (search) return { table: table.table, column: search.column, rows: rowsRead };
  }
  return null;
}

const partsOf = ({ Filter }: PlanNode): string[] => (Filter === undefined ? [] : conjuncts(Filter));

const isPattern = (part: string): boolean => / ~~\*? /.test(part);

/** Where the pattern is not known beforehand, that all of the table was read tells that no index helped. */
const readsAll = ({ blocks, calls }: AskedStatement, bytes: number): boolean =>
  blocks / Math.max(1, calls) >= bytes / pageBytes / 2;
