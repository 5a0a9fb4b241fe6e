import { type Candidate, unknownGain } from './candidate';
import type { Facts, TableFacts } from './facts';

const manyUpdates = 100_000;
const fewHot = 0.5;
const roomForUpdates = '90';
const largeTable = 1_000_000;
const promptVacuum = '0.02';
const manyDead = 0.1;

/** Storage parameters of single tables: room for updates on their page, and vacuum that comes in time. */
export const proposeSettings = ({ tables }: Facts): Candidate[] =>
  tables.flatMap((table) => [roomOnPages(table), vacuumInTime(table)].filter((one) => one !== null));

function roomOnPages(table: TableFacts): Candidate | null {
  const { updates, hotUpdates, options } = table;
  if (options.fillfactor !== undefined || updates < manyUpdates || hotUpdates / updates >= fewHot)
    return null;
  const hot = Math.round((100 * hotUpdates) / updates);
  return setting(table, 'fillfactor', roomForUpdates, {
    why: `Only ${hot} % of the updates of ${table.table} found room on their page; the others had to write to every index.`,
    bytes: Math.round(table.bytes / 9),
  });
}

function vacuumInTime(table: TableFacts): Candidate | null {
  const { rows, deadRows, options } = table;
  const isSet = options.autovacuum_vacuum_scale_factor !== undefined;
  if (isSet || rows < largeTable || deadRows < manyDead * rows) return null;
  return setting(table, 'autovacuum_vacuum_scale_factor', promptVacuum, {
    why: `${Math.round((100 * deadRows) / rows)} % of the rows of ${table.table} are dead, and vacuum waits for a fifth of so large a table.`,
    bytes: 0,
  });
}

const setting = (
  { schema, table, options }: TableFacts,
  name: string,
  value: string,
  { why, bytes }: { why: string; bytes: number },
): Candidate => ({
  change: { kind: 'set-storage', schema, table, name, value, before: options[name] ?? null },
  why,
  statements: [],
  expected: unknownGain,
  price: { bytes, heartbeatColumns: [], everyEvent: false },
  refusal: null,
});
