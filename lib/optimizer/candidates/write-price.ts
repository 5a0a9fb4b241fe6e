import type { IndexDesign } from '../change';
import type { Price } from './candidate';
import type { ColumnFacts, TableFacts } from './facts';
import { changedByHeartbeat, growsWithEvents } from './heartbeat';

const pageFill = 0.9;
const entryOverhead = 16;
const pageBytes = 8192;
/** What BRIN keeps of each 128 pages, and its own first pages. */
const rangePages = 128;
const rangeBytes = 40;
const leastRangeBytes = 3 * pageBytes;
/** A GIN index of words takes about half of them, one of trigrams about as much as the text. */
const heldShare = 0.5;
const trigramShare = 1.2;
/** Milliseconds that one more entry costs a write: measured, see docs/decisions/0035. */
const entryMilliseconds = 0.005;

const widthOf = ({ columns }: TableFacts, name: string): number =>
  columns.find((column: ColumnFacts) => column.name === name)?.width ?? 8;

/** Bytes of one entry of an index, from the widths of its columns. */
function entryBytes({ method, columns, include }: IndexDesign, table: TableFacts): number {
  const names = [...columns.map(({ column }) => column), ...include];
  const width = names.reduce((sum, name) => sum + widthOf(table, name), 0);
  if (method === 'gin')
    return width * (columns.some(({ opclass }) => opclass === 'gin_trgm_ops') ? trigramShare : heldShare);
  return method === 'brin' ? 0 : entryOverhead + Math.ceil(width / 8) * 8;
}

/** Bytes that an index takes, from the widths of its columns and the rows it would hold. */
export function indexBytes(design: IndexDesign, table: TableFacts): number {
  if (design.method === 'brin')
    return Math.round(leastRangeBytes + (table.bytes / pageBytes / rangePages) * rangeBytes);
  return Math.round((table.rows * entryBytes(design, table)) / pageFill);
}

/**
 * What an index costs beside its room: where progress events add rows to its table, an entry for each; where they change a
 * column of it, one in every index of the table, since no such change could stay within its page any more.
 */
export function priceOf(design: IndexDesign, table: TableFacts): Price {
  const heartbeatColumns = changedByHeartbeat(design.table, mentioned(design, table));
  const own = Math.round(entryBytes(design, table));
  const others = table.indexes.filter(({ valid }) => valid);
  const rows = Math.max(1, table.rows);
  const everyEvent = growsWithEvents(design.table) && design.method !== 'brin';
  const price = { bytes: indexBytes(design, table), heartbeatColumns, everyEvent };
  if (heartbeatColumns.length > 0)
    return {
      ...price,
      eventBytes: others.reduce((sum, { bytes }) => sum + Math.round(bytes / rows), own),
      eventMilliseconds: (others.length + 1) * entryMilliseconds,
    };
  if (!everyEvent) return { ...price, eventBytes: 0, eventMilliseconds: 0 };
  return { ...price, eventBytes: own, eventMilliseconds: entryMilliseconds };
}

function mentioned({ columns, include, where }: IndexDesign, table: TableFacts): string[] {
  const named = new Set([...columns.map(({ column }) => column), ...include]);
  return table.columns
    .map(({ name }) => name)
    .filter((name) => named.has(name) || new RegExp(`\\b${name}\\b`).test(where ?? ''));
}

/** What goes with an index that is dropped. */
export function priceOfDrop(bytes: number, table: TableFacts | undefined, name: string): Price {
  const everyEvent = growsWithEvents(name);
  const gone =
    everyEvent && table ? { bytes: bytes / Math.max(1, table.rows), time: entryMilliseconds } : null;
  return {
    bytes: -bytes,
    heartbeatColumns: [],
    everyEvent: false,
    eventBytes: gone ? -Math.round(gone.bytes) : 0,
    eventMilliseconds: gone ? -gone.time : 0,
  };
}
