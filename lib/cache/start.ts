import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '@/lib/env';
import { aiFolder } from './ai-folder';
import { hearAnnouncements } from './announce';
import { RedisRemote } from './redis/redis-remote';
import { persistIn } from './store/persistence';
import { type PreparePage, RequestHandler } from './store/request-handler';
import { CacheStore, installStore } from './store/store';

const held = globalThis as typeof globalThis & { syllabaseCacheHandler?: () => RequestHandler };

/** Makes `store` the process's cache. `next-handler.mjs` finds it by its global name. */
export function openStore(store: CacheStore, preparePage?: PreparePage): void {
  installStore(store);
  held.syllabaseCacheHandler = () => new RequestHandler(store, preparePage);
}

/**
 * For the web server's start: the cache, and ears for what other processes change.
 *
 * @param preparePage what every rendered page gets before it is kept or answered with
 */
export async function startCache(preparePage: PreparePage): Promise<void> {
  const store = new CacheStore({ persistence: persistIn(aiFolder()) });
  const { REDIS_URL } = env();
  if (REDIS_URL) store.connect(new RedisRemote(store, REDIS_URL, buildId()));
  await hearAnnouncements((tags) => store.invalidate(tags));
  openStore(store, preparePage);
}

function buildId(): string {
  try {
    return readFileSync(join(process.cwd(), '.next', 'BUILD_ID'), 'utf8').trim();
  } catch {
    return 'development';
  }
}
