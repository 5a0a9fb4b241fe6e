import { RedisRemote } from '../redis/redis-remote';
import { bytesOf, type EntryAddress } from '../store/entry';
import { CacheStore } from '../store/store';

/** One instance for tests: a store that shares through the Redis at `url`. */
export function openInstance(url: string, build = 'test') {
  const store = new CacheStore();
  const remote = new RedisRemote(store, url, build);
  store.connect(remote);
  return {
    store,
    remote,
    /** What a reader is given: the kept answer, or what `load` says now. */
    async read(address: EntryAddress, tags: string[], load: () => Promise<string>): Promise<string> {
      const found = await store.find(address);
      if (found) return found.entry.value.data?.body ?? '';
      const mark = store.mark();
      const value = { kind: 'FETCH', data: { body: await load() } };
      store.keep(address, { value, tags, mark, loadedAt: mark.at, lifetime: 60, bytes: bytesOf(value) });
      return value.data.body;
    },
  };
}

export type Instance = ReturnType<typeof openInstance>;
