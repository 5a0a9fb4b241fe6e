import type { Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';
import { withoutValues } from '../checks/sql';

const unknownIds = statement(
  'performance.unknown-statements',
  `SELECT id FROM unnest($1::text[]) AS id WHERE NOT EXISTS (SELECT FROM performance_statements WHERE query_id = id)`,
);

const seen = statement(
  'performance.seen-statements',
  `UPDATE performance_statements SET seen_at = now() WHERE query_id = ANY($1::text[]) AND seen_at < now() - interval '1 day'`,
);

// Reading the texts means reading the file they are in, which is why only new ones are asked for.
const remember = unpreparedStatement(
  'performance.remember-statements',
  `INSERT INTO performance_statements (query_id, name, text)
   SELECT DISTINCT ON (s.queryid) s.queryid::text, substring(s.query from '/\\* ([^*]+) \\*/\\s*$'),
     ${withoutValues(`regexp_replace(s.query, '\\s*/\\*[^*]*\\*/\\s*$', '')`)}
   FROM pg_stat_statements s WHERE s.queryid::text = ANY($1::text[]) AND s.query IS NOT NULL
   ORDER BY s.queryid, length(s.query)
   ON CONFLICT (query_id) DO NOTHING`,
);

/** The number of a statement in a reading's object, which has the role's behind it. */
export const queryIdOf = (object: string): string => object.split(' ', 1)[0] ?? object;

/** Keeps what the statements of readings say. */
export async function rememberStatements(tx: Transaction, objects: readonly string[]): Promise<void> {
  const ids = [...new Set(objects.map(queryIdOf))];
  await tx.rows(seen, [ids]);
  const missing = await tx.rows<{ id: string }>(unknownIds, [ids]);
  if (missing.length > 0) await tx.rows(remember, [missing.map(({ id }) => id)]);
}
