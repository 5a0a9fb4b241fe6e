import { randomUUID } from 'node:crypto';
import { revalidateTag, unstable_cache } from 'next/cache';
import { type CacheClass, cacheClasses } from './classes';

/** Values that survive the cache as they are: it stores JSON. */
export type Cacheable =
  | string
  | number
  | boolean
  | null
  | Cacheable[]
  | { [key: string]: Cacheable | undefined };

const held = globalThis as typeof globalThis & { syllabaseBoot?: string };

/**
 * Part of every key: Next's disk cache outlives a restart but forgets its invalidations, so entries of an
 * earlier process must never be found again.
 */
function boot(): string {
  held.syllabaseBoot ??= randomUUID();
  return held.syllabaseBoot;
}

/**
 * A read that is the same for everybody, kept in a named class. All arguments are part of the key; personal
 * reads take a `Viewer`, which is not `Cacheable`, so they do not fit in here.
 *
 * @param name room and question, unique
 * @param tags what the answer is made of; a write to it calls `invalidate` with the same tag
 */
export function sharedRead<Args extends Cacheable[], T>(
  cacheClass: CacheClass,
  name: string,
  load: (...args: Args) => Promise<T>,
  tags: (...args: Args) => string[],
): (...args: Args) => Promise<T> {
  return (...args) =>
    unstable_cache(load, [boot(), cacheClass, name], {
      revalidate: cacheClasses[cacheClass].seconds,
      tags: [cacheClass, ...tags(...args)],
    })(...args);
}

class NothingFound extends Error {}

/** Like `sharedRead`, for things looked up by id: an id that leads to nothing is asked again, never kept. */
export function sharedLookup<Args extends Cacheable[], T>(
  cacheClass: CacheClass,
  name: string,
  load: (...args: Args) => Promise<T | null>,
  tags: (...args: Args) => string[],
): (...args: Args) => Promise<T | null> {
  const read = sharedRead(
    cacheClass,
    name,
    async (...args: Args) => {
      const found = await load(...args);
      if (found === null) throw new NothingFound();
      return found;
    },
    tags,
  );
  return (...args) =>
    read(...args).catch((error: unknown) => {
      if (error instanceof NothingFound) return null;
      throw error;
    });
}

/** Drops every answer made of `tag`, now. Call it after the write has committed. */
export const invalidate = (tag: string): void => revalidateTag(tag, { expire: 0 });
