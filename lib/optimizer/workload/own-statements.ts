// What a change is for is known by its name alone.
import './product-statements';
import type { Transaction } from '@/db/client';
import { namedStatements, type Statement, unpreparedStatement } from '@/db/statement';
import { isMeasurable } from '../watch/readings';

const texts = `
  SELECT DISTINCT ON (name) name, text FROM (
    SELECT substring(s.query from '/\\* ([^*]+) \\*/\\s*$') AS name,
      regexp_replace(s.query, '\\s*/\\*[^*]*\\*/\\s*$', '') AS text, s.total_exec_time AS milliseconds
    FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = current_database() AND s.toplevel) asked
  WHERE name = ANY ($1::text[]) ORDER BY name, milliseconds DESC`;

/**
 * The statements of these names: as the product writes them, and where one is put together for each question, the text of it that
 * took most time.
 */
export async function ownStatements(tx: Transaction, names: readonly string[]): Promise<Statement[]> {
  const known = namedStatements().filter(({ name }) => names.includes(name));
  const others = names.filter((name) => !known.some((one) => one.name === name));
  if (others.length === 0 || !(await isMeasurable(tx))) return known;
  const asked = await tx.rows<{ name: string; text: string }>(
    unpreparedStatement('optimizer.own-statements', texts),
    [others],
  );
  return [...known, ...asked];
}
