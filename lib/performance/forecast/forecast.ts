import type { FreezeAge, Growth, ServerDay, TableFigures } from './read-growth';
import { pointsOf, pointsTogether } from './series';
import { fitTrend, type Trend } from './trend';
import { type Reached, whenReached } from './when-reached';

/** How large something is and how it grows; a trend that is null has not enough days to tell. */
export type Sized = { bytes: number; trend: Trend | null };

export type TableSize = Sized & { table: string };

/** When a table or the database comes to the limits of transaction and multixact identifiers, whichever is sooner. */
export type FreezeForecast = {
  /** Null: the database as a whole. */
  table: string | null;
  transactions: number;
  multixacts: number;
  /** Vacuum against wraparound begins; nobody has to do anything. */
  vacuum: Reached;
  /** If nothing froze it meanwhile: half and four fifths of all identifiers used. */
  half: Reached;
  most: Reached;
};

export type Forecast = {
  asOf: string;
  /** Days on which readings were taken, of the last four weeks. */
  observedDays: number;
  history: { day: string; bytes: number }[];
  database: Sized | null;
  /** Null where the disk is elsewhere or does not answer. */
  disk: { freeBytes: number; full: Reached | null } | null;
  /** The largest first. */
  tables: TableSize[];
  /** Identifiers a day; null while there are not enough days to tell. */
  identifiers: { transactions: Trend; multixacts: Trend } | null;
  /** The oldest first, the database as a whole before them. */
  freezing: FreezeForecast[];
};

const day = 86_400_000;
const wholeRound = 2 ** 31;
const mostTables = 15;

/**
 * How storage and identifiers go on if they grow as they did: straight lines through what readings kept of the last four
 * weeks, none before there are seven days.
 *
 * @param freeBytes on the disk of the database; null where it cannot be seen
 */
export function forecastOf({ server, tables, ages }: Growth, freeBytes: number | null, asOf: Date): Forecast {
  const now = asOf.getTime() / day;
  const database = sizeOf(server, now);
  const identifiers = identifiersOf(server, now);
  return {
    asOf: asOf.toISOString(),
    observedDays: server.length,
    history: server.map(({ day: each, bytes }) => ({ day: dateOf(each), bytes })),
    database,
    disk: freeBytes === null ? null : { freeBytes, full: fullAt(database, freeBytes) },
    tables: tableSizes(tables, server, now),
    identifiers,
    freezing: identifiers ? ages.map((age) => freezeOf(age, identifiers)) : [],
  };
}

const dateOf = (each: number) => new Date(each * day).toISOString().slice(0, 10);

/** The database as a whole; null before the first day of readings. */
export function sizeOf(server: readonly ServerDay[], now: number): Sized | null {
  const bytes = server.at(-1)?.bytes;
  return bytes === undefined ? null : { bytes, trend: trendOf(server, ({ bytes: size }) => size, now) };
}

const trendOf = (server: readonly ServerDay[], figure: (one: ServerDay) => number, now: number) =>
  fitTrend(pointsOf({ days: server.map(({ day: each }) => each), values: server.map(figure) }, now));

/** When the disk is full if nothing else fills it. */
const fullAt = (database: Sized | null, freeBytes: number): Reached | null =>
  database?.trend ? whenReached(database.trend, database.bytes + freeBytes) : null;

/** Partitions count as their table. */
function tableSizes(
  figures: readonly TableFigures[],
  server: readonly ServerDay[],
  now: number,
): TableSize[] {
  const observed = server.map(({ day: each }) => each);
  return [...new Set(figures.map(({ table }) => table))]
    .map((table) => {
      const parts = figures.filter((each) => each.table === table);
      const points = pointsTogether(parts, observed, now);
      return { table, bytes: points.at(-1)?.value ?? 0, trend: fitTrend(points) };
    })
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, mostTables);
}

function identifiersOf(server: readonly ServerDay[], now: number): Forecast['identifiers'] {
  const transactions = trendOf(server, ({ transactionId }) => transactionId, now);
  const multixacts = trendOf(server, ({ multixactId }) => multixactId, now);
  return transactions && multixacts ? { transactions, multixacts } : null;
}

function freezeOf(age: FreezeAge, { transactions, multixacts }: NonNullable<Forecast['identifiers']>) {
  const at = (limit: number, multixactLimit: number) =>
    sooner(
      whenReached({ ...transactions, latest: age.transactions }, limit),
      whenReached({ ...multixacts, latest: age.multixacts }, multixactLimit),
    );
  return {
    table: age.table,
    transactions: age.transactions,
    multixacts: age.multixacts,
    vacuum: at(age.vacuumAt, age.multixactVacuumAt),
    half: at(wholeRound * 0.5, wholeRound * 0.5),
    most: at(wholeRound * 0.8, wholeRound * 0.8),
  };
}

const sooner = (one: Reached, other: Reached): Reached => ({
  expected: least(one.expected, other.expected),
  earliest: least(one.earliest, other.earliest),
  latest: least(one.latest, other.latest),
});

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
