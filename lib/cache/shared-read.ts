import type { Cacheable } from './cacheable';
import { cachedLoad } from './cached-load';
import type { SharedClass } from './classes';
import { registerRead } from './registry';

export type { Cacheable } from './cacheable';

type Load<Args extends Cacheable[], T> = (...args: Args) => Promise<T>;
type Tags<Args extends Cacheable[]> = (...args: Args) => string[];

/**
 * A read that is the same for everybody, kept in a named class. All arguments are part of the key; personal
 * reads take a `Viewer`, which is not `Cacheable`, so they do not fit in here.
 *
 * @param name room and question, unique
 * @param tags what the answer is made of; a write to it calls `invalidate` with the same tag
 * @param tagsOf what only the answer tells it is made of
 */
export function sharedRead<Args extends Cacheable[], T>(
  cacheClass: SharedClass,
  name: string,
  load: Load<Args, T>,
  tags: Tags<Args>,
  tagsOf?: (value: T) => string[],
): Load<Args, T> {
  registerRead(name, cacheClass);
  return (...args) =>
    cachedLoad({ cacheClass, key: [name, ...args], tags: tags(...args), tagsOf, load: () => load(...args) });
}

/** Like `sharedRead`, for things looked up by id: an id that leads to nothing is asked again, never kept. */
export function sharedLookup<Args extends Cacheable[], T>(
  cacheClass: SharedClass,
  name: string,
  load: Load<Args, T | null>,
  tags: Tags<Args>,
  tagsOf: (value: T) => string[] = () => [],
): Load<Args, T | null> {
  registerRead(name, cacheClass);
  return (...args) =>
    cachedLoad({
      cacheClass,
      key: [name, ...args],
      tags: tags(...args),
      tagsOf: (value) => (value === null ? [] : tagsOf(value)),
      keepIf: (value) => value !== null,
      load: () => load(...args),
    });
}
