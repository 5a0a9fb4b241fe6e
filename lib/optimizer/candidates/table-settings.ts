import type { SettingName } from '../change';
import { type Candidate, unknownGain } from './candidate';
import type { Facts, TableFacts } from './facts';

const manyUpdates = 100_000;
const fewHot = 0.5;
const manyMoved = 0.25;
const roomForUpdates = '90';
const largeTable = 1_000_000;
const promptVacuum = '0.02';
const manyDead = 0.1;

/** Storage parameters of single tables: room for updates on their page, and vacuum that comes in time. */
export const proposeSettings = ({ tables }: Facts): Candidate[] =>
  tables.flatMap((table) =>
    [roomOnPages(table), vacuumAtAll(table), vacuumInTime(table)].filter((one) => one !== null),
  );

/** Room helps where updates left their page for want of it, not where they change a column of an index. */
function roomOnPages(table: TableFacts): Candidate | null {
  const { updates, hotUpdates, movedUpdates, options } = table;
  const isSet = options.fillfactor !== undefined;
  if (isSet || updates < manyUpdates || hotUpdates / updates >= fewHot || movedUpdates / updates < manyMoved)
    return null;
  const moved = Math.round((100 * movedUpdates) / updates);
  return setting(table, 'fillfactor', roomForUpdates, {
    why: `${moved} % of the updates of ${table.table} found no room on their page and had to write to every index.`,
    bytes: Math.round(table.bytes / 9),
  });
}

function vacuumAtAll(table: TableFacts): Candidate | null {
  const { autovacuum_enabled: enabled } = table.options;
  if (enabled === undefined || !['false', 'off', '0'].includes(enabled)) return null;
  return setting(table, 'autovacuum_enabled', 'true', {
    why: `Nothing vacuums or analyzes ${table.table} by itself: dead rows stay, and the planner knows less and less of it.`,
    bytes: 0,
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
  name: SettingName,
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
