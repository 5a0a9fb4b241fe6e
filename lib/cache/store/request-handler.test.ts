import { describe, expect, it } from 'vitest';
import { seal } from './envelope';
import { RequestHandler } from './request-handler';
import { CacheStore } from './store';

const dataTags = ['entry:listing:one', 'cache:listing', 'courses'];
const page = { kind: 'APP_PAGE' };
const html = (text: string, status = 200, tags = 'cache:listing,courses') => ({
  kind: 'APP_PAGE',
  html: text,
  status,
  rscData: Buffer.from(text),
  segmentData: new Map([['/a', Buffer.from(text)]]),
  headers: { 'x-next-cache-tags': tags },
});
const control = { cacheControl: { revalidate: 300 } };

const data = (store: CacheStore, tags: string[]) => ({
  kind: 'FETCH',
  data: { body: JSON.stringify(seal(store.mark(), ['x'], tags, true)) },
  revalidate: 300,
});

/** One request that renders the page at `key`. */
async function render(
  store: CacheStore,
  key: string,
  value: ReturnType<typeof html>,
): Promise<RequestHandler> {
  const handler = new RequestHandler(store);
  await handler.get(key, page);
  await handler.set(key, value, control);
  return handler;
}

describe('pages', () => {
  it('are given again as they are', async () => {
    const store = new CacheStore();
    const value = html('hello');
    await render(store, '/courses', value);
    const answer = await new RequestHandler(store).get('/courses', page);
    expect(answer?.value).toBe(value);
    expect(answer?.cacheControl).toEqual({ revalidate: 300 });
  });

  it('are dropped by a tag of theirs, and by their class', async () => {
    const store = new CacheStore();
    for (const tag of ['courses', 'cache:listing', 'cache:pages', '*']) {
      await render(store, '/courses', html('hello'));
      await store.invalidate([tag]);
      expect(await new RequestHandler(store).get('/courses', page)).toBe(null);
    }
  });

  it('inherit what only their data knew, read or loaded', async () => {
    for (const how of ['read', 'loaded']) {
      const store = new CacheStore();
      const handler = new RequestHandler(store);
      const loader = how === 'read' ? new RequestHandler(store) : handler;
      await handler.get('/courses', page);
      await loader.set('opaque', data(store, ['course:7']), { tags: dataTags });
      await handler.get('opaque', { kind: 'FETCH', tags: dataTags, revalidate: 300 });
      await handler.set('/courses', html('hello'), control);
      await store.invalidate(['course:7']);
      expect(await new RequestHandler(store).get('/courses', page)).toBe(null);
      expect(store.shelves.pages.counters.invalidations).toBe(1);
    }
  });

  it('are not kept when something changed while they were rendered', async () => {
    const store = new CacheStore();
    const handler = new RequestHandler(store);
    await handler.get('/courses', page);
    store.apply(['courses']);
    await handler.set('/courses', html('old'), control);
    expect(store.shelves.pages.size).toBe(0);
  });

  it('are not kept when nothing was there', async () => {
    const store = new CacheStore();
    await render(store, '/courses/none', html('not found', 404));
    expect(store.shelves.pages.size).toBe(0);
    await store.invalidate(['courses']);
  });

  it('stay as old as they are when a later render fails', async () => {
    let now = 0;
    const store = new CacheStore({ now: () => now });
    await render(store, '/courses', html('hello'));
    now = 400_000;
    const handler = new RequestHandler(store);
    const stale = await handler.get('/courses', page);
    expect(stale && Date.now() - stale.lastModified).toBeGreaterThan(300_000);
    await handler.set('/courses', stale?.value ?? null, { cacheControl: { revalidate: 30 } });
    now = 601_000;
    expect(await new RequestHandler(store).get('/courses', page)).toBe(null);
  });
});

describe('data', () => {
  it('is left alone when it is none of ours', async () => {
    const store = new CacheStore();
    const handler = new RequestHandler(store);
    await handler.set('k', { kind: 'FETCH', data: { body: '"x"' } }, { tags: ['other'] });
    expect(await handler.get('k', { kind: 'FETCH', tags: ['other'] })).toBe(null);
    expect(Object.values(store.shelves).every(({ size }) => size === 0)).toBe(true);
  });

  it('treats an invalidation of Next as ours', async () => {
    const store = new CacheStore();
    const handler = new RequestHandler(store);
    await handler.set('k', data(store, []), { tags: dataTags });
    await handler.revalidateTag('courses');
    expect(await handler.get('k', { kind: 'FETCH', tags: dataTags })).toBe(null);
  });
});
