import { unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { withoutValues } from './sql';

export type Statement = { id: string; statement: string; named: boolean; calls: number };

export const notMeasured = ({ statementsSchema }: Facts) =>
  statementsSchema === null
    ? 'Statements are not measured here: pg_stat_statements is not installed, not loaded, or told to count none.'
    : null;

/** What a role that sees the texts of its own statements only has to add. */
export const textsHidden = ({ readsStatistics }: Facts): Verdict[] =>
  readsStatistics
    ? []
    : [
        unknown(
          'The role of this connection sees what its own statements say only; grant it pg_read_all_stats.',
        ),
      ];

/** SQL: statements of this database without the performance page's own. */
export const measured = (schema: string | null, columns: string, where: string, order: string) => `
  SELECT coalesce(s.queryid::text, 'hidden') AS id, ${withoutValues('s.query')} AS statement, s.query ~ '/\\* [^*]+ \\*/\\s*$' AS named, s.calls::float8 AS calls, ${columns}
  FROM ${schema}.pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = current_database() AND s.toplevel AND s.query NOT LIKE '%/* performance.%' AND ${where}
  ORDER BY ${order} DESC`;

/** A statement as the object of a finding: the product's name for it, else its number in pg_stat_statements. */
export const statementName = ({ named, statement, id }: Statement) =>
  named ? `statement ${statement}` : `statement ${id}`;

/** SQL: what is known of the statement of a reading, and no statement of the performance page’s own. */
export const described = (readings: string): string => `
  SELECT split_part(w.object, ' ', 1) AS id, coalesce(k.name, k.text, 'hidden') AS statement, k.name IS NOT NULL AS named, w.*
  FROM (${readings}) w LEFT JOIN public.performance_statements k ON k.query_id = split_part(w.object, ' ', 1)
  WHERE coalesce(k.name, '') NOT LIKE 'performance.%'`;
