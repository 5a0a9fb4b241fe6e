import { join } from 'node:path';
import { env } from '@/lib/env';
import { persistIn } from './store/persistence';
import { RequestHandler } from './store/request-handler';
import { CacheStore, installStore } from './store/store';

const held = globalThis as typeof globalThis & { syllabaseCacheHandler?: () => RequestHandler };

/** Makes the process's cache; until then nothing is kept. `next-handler.mjs` finds it by its global name. */
export function openStore(store: CacheStore): void {
  installStore(store);
  held.syllabaseCacheHandler = () => new RequestHandler(store);
}

/** For the web server's start. */
export function startCache(): void {
  openStore(new CacheStore({ persistence: persistIn(aiFolder()) }));
}

export const aiFolder = () => join(env().DATA_DIR, 'cache', 'ai');
