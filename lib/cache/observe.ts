/** Hears what is asked of the cache, in the context of whoever asks. */
export type CacheObserver = {
  /** An answer was looked up. */
  lookedUp(found: boolean): void;
  /** Somebody begins to wait for the cache; answers with what to call when the wait is over. */
  wait(): () => void;
};

// Several bundles load this file; they must mean the same observer.
const held = globalThis as typeof globalThis & { syllabaseCacheObserver?: CacheObserver };

export function observeCache(observer: CacheObserver | undefined): void {
  held.syllabaseCacheObserver = observer;
}

export const noteLookup = (found: boolean): void => held.syllabaseCacheObserver?.lookedUp(found);

/** Runs a load on its own account: while it runs, nobody waits for the cache. */
type Aside = <T>(load: () => Promise<T>) => Promise<T>;

/**
 * Runs a read of the cache under the eyes of the observer, if there is one. Looking up and waiting for somebody
 * else's load are the cache's; a load of its own, which the read hands to `aside`, is not.
 */
export async function observedRead<T>(read: (aside: Aside) => Promise<T>): Promise<T> {
  const observer = held.syllabaseCacheObserver;
  if (!observer) return read((load) => load());
  let leave: (() => void) | undefined = observer.wait();
  let answered = false;
  const stop = () => {
    leave?.();
    leave = undefined;
  };
  try {
    return await read(async (load) => {
      stop();
      try {
        return await load();
      } finally {
        // What is loaded anew behind a stale answer ends when nobody waits any more.
        if (!answered) leave = observer.wait();
      }
    });
  } finally {
    answered = true;
    stop();
  }
}
