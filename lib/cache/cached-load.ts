import { unstable_cache } from 'next/cache';
import { accountedFor, answerInMaking, refuseInSharedAnswer } from '@/lib/answer-in-making';
import { type CacheClass, definitionOf } from './classes';
import { observedRead } from './observe';
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
  const { scope, seconds } = definitionOf(cacheClass);
  if (scope === 'person') refuseInSharedAnswer('What is one person’s own');
  const store = installedStore();
  if (!store) return load();
  const entry = entryTag(cacheClass, key);
  const declared = [entry, classTag(cacheClass), ...checkTags(tags)];
  const sealed = await observedRead((aside) => {
    const loadSealed = () =>
      store.loadOnce<Envelope<T>>({ cacheClass, key: entry }, tagsOf ? 'unknown' : declared, async (mark) => {
        const value = await aside(() => accountedFor(load));
        return seal(mark, value, checkTags(tagsOf?.(value) ?? []), keepIf(value));
      });
    return unstable_cache(loadSealed, [entry], { revalidate: seconds ?? false, tags: declared })();
  });
  accountFor(sealed, declared, seconds);
  return sealed.value;
}

/** Tells an answer that is made of this read what that means for it. */
function accountFor<T>({ since, keep, tags }: Envelope<T>, declared: string[], seconds: number | null): void {
  const answer = answerInMaking();
  if (!answer) return;
  const [, , , loadedAt] = since;
  if (!keep || seconds === null) answer.addUnaccounted();
  else answer.add({ tags: [...declared, ...tags], loadedAt, endsAt: loadedAt + seconds * 1000 });
}
