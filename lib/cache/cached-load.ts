import { unstable_cache } from 'next/cache';
import { type CacheClass, definitionOf } from './classes';
import { type Envelope, seal } from './store/envelope';
import { installedStore } from './store/store';
import { checkTags, classTag, entryTag } from './tags';

export type CachedLoad<T> = {
  cacheClass: CacheClass;
  /** What tells this answer from every other one: the read's name and everything it depends on. */
  key: unknown[];
  tags: readonly string[];
  /** Tags known only from the answer. */
  tagsOf?: (value: T) => readonly string[];
  keepIf?: (value: T) => boolean;
  load: () => Promise<T>;
};

/**
 * The one way into the cache: through Next, so that a page knows what it is made of, and through the store's
 * flights, so that one load answers everybody. Without a store (builds, command lines) it just loads.
 */
export async function cachedLoad<T>({
  cacheClass,
  key,
  tags,
  tagsOf,
  keepIf = () => true,
  load,
}: CachedLoad<T>): Promise<T> {
  const store = installedStore();
  if (!store) return load();
  const entry = entryTag(cacheClass, key);
  const declared = [entry, classTag(cacheClass), ...checkTags(tags)];
  const loadSealed = () =>
    store.loadOnce<Envelope<T>>({ cacheClass, key: entry }, tagsOf ? 'unknown' : declared, async (mark) => {
      const value = await load();
      return seal(mark, value, checkTags(tagsOf?.(value) ?? []), keepIf(value));
    });
  const revalidate = definitionOf(cacheClass).seconds ?? false;
  return (await unstable_cache(loadSealed, [entry], { revalidate, tags: declared })()).value;
}
