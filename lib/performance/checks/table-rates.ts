import type { Verdict } from './check';
import { coveredDays, rates, summedWeek, total } from './readings';

type ScannedWeek = { object: string; seqScans: number; seqRows: number; maxBytes: number };

const megabyte = 1024 ** 2;

/** From readings: 100 scans a day, 10,000 rows a scan, in tables of 10 MB. */
export const scanRates = rates<ScannedWeek>({
  sql: () =>
    `${summedWeek(['seqScans', 'seqRows', 'maxBytes'], 'TABLE', `${total('seqScans')} > 0`)} ORDER BY "seqRows" DESC`,
  judge: (tables, facts) =>
    tables.flatMap(({ object, seqScans, seqRows, maxBytes }): Verdict[] => {
      const scansADay = seqScans / coveredDays(facts);
      const rowsAScan = Math.round(seqRows / seqScans);
      if (scansADay < 100 || rowsAScan < 10_000 || maxBytes < 10 * megabyte) return [];
      return [
        {
          state: 'warning',
          object,
          evidence: { scansADay: Math.round(scansADay), rowsAScan, bytes: maxBytes },
          advice:
            'Look among the statements that cost most for the ones that read it, and give them an index that begins with what they ask for.',
        },
      ];
    }),
});

type UpdatedWeek = {
  object: string;
  updated: number;
  hotUpdated: number;
  fillfactor: number | null;
  indexes: string[] | null;
  /** Indexed columns that known statements set; null where statements are not measured. */
  changed: string[] | null;
};

/** SQL: how full a table’s pages are filled, in percent. */
export const fillfactor = (relation: string) =>
  `coalesce((SELECT option_value::int FROM pg_options_to_table(${relation}.reloptions) WHERE option_name = 'fillfactor'), 100)`;
/** SQL: a table’s indexes without its primary key’s. */
export const otherIndexes = (relation: string) =>
  `ARRAY(SELECT ic.relname::text FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
     WHERE i.indrelid = ${relation}.oid AND NOT i.indisprimary ORDER BY 1)`;

/** SQL: statements that change rows, each with what it sets. */
const setters = (schema: string) => `
  SELECT s.query, substring(s.query from '(?i)\\mset\\M(.*?)(?:\\m(?:where|returning)\\M|$)') AS sets
  FROM ${schema}.pg_stat_statements s WHERE s.query ~* '\\m(update|into)\\M.*\\mset\\M'`;

/** SQL: columns of a table’s indexes that one of `setters` sets. A BRIN index does not keep an update from being HOT. */
const changedColumns = (relation: string) => `ARRAY(
  SELECT DISTINCT a.attname::text FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_am m ON m.oid = ic.relam AND m.amname <> 'brin'
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
  WHERE i.indrelid = ${relation}.oid AND ${relation}.relname ~ '^\\w+$' AND a.attname ~ '^\\w+$' AND EXISTS (
    SELECT FROM setters s WHERE s.query ~* ('\\m(update|into)\\s+(only\\s+)?("?\\w+"?\\.)?"?' || ${relation}.relname || '\\M')
      AND s.sets ~* ('(^|,)\\s*"?' || a.attname || '"?\\s*='))
  ORDER BY 1)`;

/** From readings: 10,000 updates a day, less than half of them HOT. */
export const hotRates = rates<UpdatedWeek>({
  sql: ({ statementsSchema }) => `
    ${statementsSchema ? `WITH setters AS MATERIALIZED (${setters(statementsSchema)})` : ''}
    SELECT w.*, ${fillfactor('c')} AS fillfactor, ${otherIndexes('c')} AS indexes,
      ${statementsSchema ? changedColumns('c') : 'NULL::text[]'} AS changed
    FROM (${summedWeek(['updated', 'hotUpdated'], 'TABLE', `${total('updated')} > 2 * ${total('hotUpdated')}`)}) w
    LEFT JOIN pg_class c ON c.oid = to_regclass(w.object)
    ORDER BY w.updated - w."hotUpdated" DESC`,
  judge: (tables, facts) =>
    tables.flatMap(({ object, updated, hotUpdated, fillfactor: filled, indexes, changed }): Verdict[] => {
      const updatesADay = updated / coveredDays(facts);
      if (updatesADay < 10_000) return [];
      return [
        {
          state: 'warning',
          object,
          evidence: {
            updatesADay: Math.round(updatesADay),
            hotShare: hotUpdated / updated,
            fillfactor: filled,
            indexes: indexes ?? [],
            changedColumns: changed ?? [],
          },
          advice: adviceFor(changed),
        },
      ];
    }),
});

function adviceFor(changed: string[] | null): string {
  if (changed === null)
    return 'One of these indexes holds a column that changes often: see whether it is needed. Where none does, leave room beside the rows with a lower fillfactor.';
  return changed.length > 0
    ? `Statements set ${changed.join(', ')}, which an index holds: see whether that index is needed, or can do without it.`
    : 'No statement that is known sets an indexed column: leave room beside the rows with a lower fillfactor.';
}

type BlocksWeek = {
  object: string;
  hits: number;
  reads: number;
  /** Of what the whole server read, the share in reading tables from end to end; null where it read nothing. */
  bulkReadShare: number | null;
};

const blocksADay = 10_000;

/** From readings: tables of whose blocks less than 99 % were in memory, where 10,000 a day were not. */
export const hitRates = rates<BlocksWeek>({
  sql: () => `
    SELECT w.*, io.share AS "bulkReadShare"
    FROM (${summedWeek(['hits', 'reads'], 'TABLE', `${total('reads')} > 0`)}) w,
      (SELECT sum(i.reads) FILTER (WHERE i.object LIKE '% bulkread') / nullif(sum(i.reads), 0) AS share
       FROM (${summedWeek(['reads'], 'IO')}) i WHERE i.object LIKE 'client backend relation %') io
    ORDER BY w.reads DESC`,
  judge: (tables, facts) =>
    tables.flatMap(({ object, hits, reads, bulkReadShare }): Verdict[] => {
      const readsADay = reads / coveredDays(facts);
      const hitShare = hits / (hits + reads);
      if (hitShare >= 0.99 || readsADay < blocksADay) return [];
      return [
        {
          state: 'warning',
          object,
          evidence: { hitShare, blocksReadADay: Math.round(readsADay), bulkReadShare },
          advice:
            'See first whether it is read from end to end, or by an index that is larger than needed. Otherwise the database needs more memory (shared_buffers).',
        },
      ];
    }),
});
