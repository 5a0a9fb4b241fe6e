import { IncrementalCache } from 'next/dist/server/lib/incremental-cache';
import NextHandler from '../next-handler.mjs';
import { openStore } from '../start';
import { CacheStore, installStore, type StoreOptions } from '../store/store';

const held = globalThis as typeof globalThis & { __incrementalCache?: IncrementalCache };
const preview = { previewModeId: '', previewModeEncryptionKey: '', previewModeSigningKey: '' };

/** Installs a store for this test file and lets `unstable_cache` find it, as in a running server. */
export function insideNext(options: StoreOptions = {}): CacheStore {
  const store = new CacheStore(options);
  openStore(store);
  held.__incrementalCache = newRequestCache();
  return store;
}

export function outsideNext(): void {
  installStore(undefined);
  held.__incrementalCache = undefined;
}

/** What Next makes for each request. */
export const newRequestCache = () =>
  new IncrementalCache({
    dev: false,
    minimalMode: false,
    requestHeaders: {},
    previewProps: preview,
    prerenderManifest: {
      version: 4,
      routes: {},
      dynamicRoutes: {},
      notFoundRoutes: [],
      preview,
    },
    CurCacheHandler: NextHandler,
  });
