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
};

/** SQL: how full a table’s pages are filled, in percent. */
export const fillfactor = (relation: string) =>
  `coalesce((SELECT option_value::int FROM pg_options_to_table(${relation}.reloptions) WHERE option_name = 'fillfactor'), 100)`;
/** SQL: a table’s indexes without its primary key’s. */
export const otherIndexes = (relation: string) =>
  `ARRAY(SELECT ic.relname::text FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
     WHERE i.indrelid = ${relation}.oid AND NOT i.indisprimary ORDER BY 1)`;

/** From readings: 10,000 updates a day, less than half of them HOT. */
export const hotRates = rates<UpdatedWeek>({
  sql: () => `
    SELECT w.*, ${fillfactor('c')} AS fillfactor, ${otherIndexes('c')} AS indexes
    FROM (${summedWeek(['updated', 'hotUpdated'], 'TABLE', `${total('updated')} > 2 * ${total('hotUpdated')}`)}) w
    LEFT JOIN pg_class c ON c.oid = to_regclass(w.object)
    ORDER BY w.updated - w."hotUpdated" DESC`,
  judge: (tables, facts) =>
    tables.flatMap(({ object, updated, hotUpdated, fillfactor: filled, indexes }): Verdict[] => {
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
          },
          advice:
            'One of these indexes holds a column that changes often: see whether it is needed. Where none does, leave room beside the rows with a lower fillfactor.',
        },
      ];
    }),
});

type BlocksWeek = { object: string; hits: number; reads: number };

const blocksADay = 10_000;

/** From readings: tables of whose blocks less than 99 % were in memory, where 10,000 a day were not. */
export const hitRates = rates<BlocksWeek>({
  sql: () => `${summedWeek(['hits', 'reads'], 'TABLE', `${total('reads')} > 0`)} ORDER BY reads DESC`,
  judge: (tables, facts) =>
    tables.flatMap(({ object, hits, reads }): Verdict[] => {
      const readsADay = reads / coveredDays(facts);
      const hitShare = hits / (hits + reads);
      if (hitShare >= 0.99 || readsADay < blocksADay) return [];
      return [
        {
          state: 'warning',
          object,
          evidence: { hitShare, blocksReadADay: Math.round(readsADay) },
          advice:
            'See first whether it is read from end to end, or by an index that is larger than needed. Otherwise the database needs more memory (shared_buffers).',
        },
      ];
    }),
});
