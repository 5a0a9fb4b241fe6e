import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, type Kept } from '../store/entry';
import { CacheStore } from '../store/store';
import { openFrontServer } from '../testing/front-server';

const html = `<!doctype html><p>${'Ünïcode and a long page. '.repeat(400)}</p>`;
const policy = "script-src 'self' 'sha256-x'";
const page: Kept = {
  kind: 'APP_PAGE',
  status: 200,
  html,
  headers: {
    'content-security-policy': policy,
    'x-next-cache-tags': 'courses',
    link: ['</a>; rel=x', '</b>'],
  },
};
const json: Kept = { kind: 'ANSWER', body: '{"items":[]}', headers: { 'cache-control': 'public, no-cache' } };

let now = 0;
let store: CacheStore;
let server: Awaited<ReturnType<typeof openFrontServer>>;
beforeEach(async () => {
  now = 0;
  store = new CacheStore({ now: () => now });
  server = await openFrontServer(store, (target) => {
    if (target === '/courses') return { cacheClass: 'pages', key: '/catalog' };
    return target.startsWith('/api/') ? { cacheClass: 'answers', key: target } : null;
  });
});
afterEach(() => server.close());

function keep(cacheClass: 'pages' | 'answers', key: string, value: Kept, lifetime = 60): void {
  const mark = store.mark();
  const bytes = bytesOf(value);
  store.keep({ cacheClass, key }, { value, tags: ['courses'], mark, loadedAt: mark.at, lifetime, bytes });
}

const isFromBehind = ({ body }: { body: Buffer }) => body.toString() === 'from behind';
type Ask = Parameters<typeof server.ask>[1];

/** Asks until the encoding has been made, as the second visitor does. */
async function askWarm(path: string, ask: Ask = {}) {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await server.ask(path, ask);
    if (!isFromBehind(answer)) return answer;
    await sleep(5);
  }
  throw new Error('the front never answered');
}

describe('what the front answers', () => {
  it('leaves the first visitor to Next and gives everybody else the kept page', async () => {
    keep('pages', '/catalog', page);
    expect(isFromBehind(await server.ask('/courses'))).toBe(true);
    const { status, headers, body } = await askWarm('/courses');
    expect([status, body.toString()]).toEqual([200, html]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(html)),
      'content-security-policy': policy,
      'cache-control': 'public, no-cache',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      link: '</a>; rel=x, </b>',
    });
    expect(headers.vary?.split(', ')).toContain('Accept-Encoding');
    expect(headers).not.toHaveProperty('x-next-cache-tags');
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('sends %s to whoever takes it, as long as it says it is', async (encoding, open) => {
    keep('pages', '/catalog', page);
    const { headers, body } = await askWarm('/courses', { headers: { 'accept-encoding': encoding } });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-length']).toBe(String(body.length));
    expect(body.length).toBeLessThan(html.length / 10);
    expect(open(body).toString()).toBe(html);
  });

  it('answers JSON as data', async () => {
    keep('answers', '/api/v1/courses?q=a', json);
    const { headers, body } = await askWarm('/api/v1/courses?q=a');
    expect(body.toString()).toBe('{"items":[]}');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'public, no-cache',
    });
  });

  it('answers HEAD without a body and with the length', async () => {
    keep('pages', '/catalog', page);
    await askWarm('/courses');
    const { status, headers, body } = await server.ask('/courses', { method: 'HEAD' });
    expect([status, body.length]).toEqual([200, 0]);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(html)));
  });

  it('sends nothing twice to whoever has it, in that very encoding', async () => {
    keep('pages', '/catalog', page);
    const encodings = ['br', 'gzip', 'identity'];
    const tags: string[] = [];
    for (const encoding of encodings) {
      const headers = { 'accept-encoding': encoding };
      tags.push((await askWarm('/courses', { headers })).headers.etag ?? '');
    }
    expect(new Set(tags).size).toBe(3);
    for (const [n, encoding] of encodings.entries())
      for (const [m, tag] of tags.entries())
        for (const known of [tag, `W/${tag}`, `"x", ${tag}`]) {
          const headers = { 'accept-encoding': encoding, 'if-none-match': known };
          const answer = await server.ask('/courses', { headers });
          expect([answer.status, answer.body.length > 0]).toEqual(n === m ? [304, false] : [200, true]);
          expect(answer.headers['content-security-policy']).toBe(policy);
        }
    for (const odd of ['', '"', 'x'.repeat(4_000), '"x"', tags[0]?.slice(1, -1) ?? ''])
      expect((await server.ask('/courses', { headers: { 'if-none-match': odd } })).status).toBe(200);
    expect((await server.ask('/courses', { headers: { 'if-none-match': '*' } })).status).toBe(304);
  });

  it('counts as hits, and each encoding as bytes', async () => {
    keep('pages', '/catalog', page);
    const before = store.shelves.pages.bytes;
    await askWarm('/courses');
    const { body } = await askWarm('/courses', { headers: { 'accept-encoding': 'br' } });
    expect(store.shelves.pages.bytes).toBe(before + Buffer.byteLength(html) + body.length);
    expect(store.shelves.pages.counters).toMatchObject({ hits: 2, misses: 0, stale: 0 });
  });
});

describe('what the front leaves to Next', () => {
  it.each([
    { rsc: '1' },
    { 'next-router-prefetch': '1' },
    { 'next-router-segment-prefetch': '/_tree' },
    { 'next-router-state-tree': '[]' },
    { 'next-action': 'x' },
    { range: 'bytes=0-3' },
    { 'content-type': 'multipart/form-data' },
    { 'content-length': '0' },
    { 'if-match': '"x"' },
    { 'accept-encoding': 'identity;q=0' },
    { cookie: 'a=b; __prerender_bypass=x' },
  ])('requests with %o', async (headers) => {
    keep('pages', '/catalog', page);
    await askWarm('/courses');
    expect(isFromBehind(await server.ask('/courses', { headers }))).toBe(true);
    expect(
      isFromBehind(await server.ask('/courses', { headers: { cookie: 'authjs.session-token=x' } })),
    ).toBe(false);
  });

  it('other methods and other spellings of the target', async () => {
    keep('pages', '/catalog', page);
    await askWarm('/courses');
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect(isFromBehind(await server.ask('/courses', { method })), method).toBe(true);
    for (const path of [
      '//courses',
      '/courses/',
      '/courses?',
      '/courses?_rsc=1',
      '/%63ourses',
      '/Courses',
      '/x/../courses',
      '/catalog',
      'http://evil.example/courses',
    ])
      expect(isFromBehind(await server.ask(path)), path).toBe(true);
  });

  it('what changed, at once', async () => {
    keep('pages', '/catalog', page);
    await askWarm('/courses');
    store.apply(['courses']);
    expect(isFromBehind(await server.ask('/courses'))).toBe(true);
  });

  it('what changed while it was compressed', async () => {
    keep('pages', '/catalog', page);
    await server.ask('/courses', { headers: { 'accept-encoding': 'br' } });
    store.apply(['courses']);
    keep('pages', '/catalog', { ...page, html: 'new' });
    const { body } = await askWarm('/courses', { headers: { 'accept-encoding': 'br' } });
    expect(brotliDecompressSync(body).toString()).toBe('new');
  });

  it('what is older than its lifetime, and everything old while the other instances cannot be heard', async () => {
    keep('pages', '/catalog', page);
    await askWarm('/courses');
    now = 60_000;
    expect(isFromBehind(await server.ask('/courses'))).toBe(false);
    now = 60_001;
    expect(isFromBehind(await server.ask('/courses'))).toBe(true);
    now = 5_001;
    store.connect({
      mark: () => ({ epoch: '', shared: 0 }),
      fetch: async () => null,
      keep: () => undefined,
      publish: async () => undefined,
      state: () => ({ state: 'away', since: '' }),
      close: async () => undefined,
    });
    expect(isFromBehind(await server.ask('/courses'))).toBe(true);
  });
});
