/** What the time of requests went into, in milliseconds; together they are all of it. */
export type TimeParts = { database: number; cache: number; render: number };

/**
 * Takes a time apart. Statements run side by side, so theirs may add up to more than there was; rendering is what
 * neither the database nor the cache took.
 */
export function partsOf(total: number, asked: { databaseTime: number; cacheTime: number }): TimeParts {
  const database = Math.min(total, asked.databaseTime);
  const cache = Math.min(total - database, asked.cacheTime);
  return { database, cache, render: total - database - cache };
}
