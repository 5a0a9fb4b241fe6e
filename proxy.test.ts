import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogParameters } from '@/lib/catalog/catalog-parameters';

const site = 'https://learn.test';

async function ask(path: string, cookie = '') {
  const { proxy } = await import('./proxy');
  return proxy(new NextRequest(`${site}${path}`, { headers: { cookie } }));
}

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('APP_URL', site);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('proxy', () => {
  it('sends people without a session from member pages to the sign-in page', async () => {
    for (const path of ['/dashboard', '/learn/a/b?x=1', '/notifications', '/teach', '/admin/audit']) {
      const location = new URL((await ask(path)).headers.get('location') ?? '', site);
      expect(location.pathname).toBe('/sign-in');
      expect(location.searchParams.get('next')).toBe(path);
    }
    for (const path of ['/', '/courses', '/sign-in', '/administration']) {
      expect((await ask(path)).headers.get('location')).toBeNull();
    }
  });

  it('lets a session cookie pass, of the secure name only', async () => {
    expect((await ask('/teach', '__Secure-authjs.session-token=x')).headers.get('location')).toBeNull();
    expect((await ask('/teach', 'authjs.session-token=x')).headers.get('location')).not.toBeNull();
  });

  it('takes a megabyte at once and no more', async () => {
    const { proxy } = await import('./proxy');
    const status = async (bytes: number) => {
      const headers = { 'content-length': String(bytes), 'next-action': 'x' };
      return (await proxy(new NextRequest(`${site}/sign-in`, { method: 'POST', headers }))).status;
    };
    expect([await status(1024 * 1024), await status(1024 * 1024 + 1)]).toEqual([200, 413]);
  });

  it('refuses what another site asks for, and nothing of the own', async () => {
    const refuse = vi.fn(async () => new Response(null, { status: 400 }));
    vi.doMock('@/lib/access/refuse-other-site', () => ({ refuseOtherSite: refuse }));
    const { proxy } = await import('./proxy');
    const send = (headers: Record<string, string>, method = 'POST') =>
      proxy(new NextRequest(`${site}/sign-in`, { method, headers: { host: 'inside.test', ...headers } }));
    for (const origin of [
      'https://evil.test',
      'https://learn.test.evil.test',
      'null',
      'https://inside.test:444',
    ])
      expect((await send({ origin })).status, origin).toBe(400);
    expect(refuse).toHaveBeenCalledTimes(4);
    expect(refuse).toHaveBeenLastCalledWith(expect.anything(), 'https://inside.test:444', undefined);
    await send({ origin: 'https://evil.test', cookie: '__Secure-authjs.session-token=x' }, 'DELETE');
    expect(refuse).toHaveBeenLastCalledWith(expect.anything(), 'https://evil.test', 'x');
    refuse.mockClear();
    await send({});
    for (const origin of [site, 'https://inside.test']) await send({ origin });
    await send({ origin: 'https://front.test', 'x-forwarded-host': 'front.test' });
    await send({ origin: 'https://evil.test' }, 'GET');
    expect(refuse).not.toHaveBeenCalled();
    vi.doUnmock('@/lib/access/refuse-other-site');
  });

  it('names a fresh nonce in every policy', async () => {
    const nonce = async () =>
      /'nonce-([^']+)'/.exec((await ask('/sign-in')).headers.get('content-security-policy') ?? '')?.[1] ?? '';
    const [first, second] = [await nonce(), await nonce()];
    expect(Buffer.from(first, 'base64')).toHaveLength(16);
    expect(second).not.toBe(first);
  });

  it('insists on https where the site is served so, and there only', async () => {
    expect((await ask('/sign-in')).headers.get('strict-transport-security')).toContain('max-age=63072000');
    vi.resetModules();
    vi.stubEnv('APP_URL', 'http://127.0.0.1:3000');
    expect((await ask('/sign-in')).headers.get('strict-transport-security')).toBeNull();
  });
});

/** Whether a request comes by the proxy at all. */
async function comesBy(path: string, headers: Record<string, string> = {}): Promise<boolean> {
  const { config } = await import('./proxy');
  return unstable_doesMiddlewareMatch({ config, nextConfig: {}, url: path, headers });
}

/** Every page of the product with a plausible address, and its source. */
function pages(folder = 'app'): { path: string; source: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) return pages(file);
    if (entry.name !== 'page.tsx') return [];
    const segments = folder
      .split('/')
      .slice(1)
      .filter((segment) => !segment.startsWith('('));
    return { path: `/${segments.join('/').replaceAll(/\[\w+\]/g, 'x')}`, source: readFileSync(file, 'utf8') };
  });
}

describe('what comes by the proxy', () => {
  it('is every page but those that are rendered once', async () => {
    const all = pages();
    expect(all.length).toBeGreaterThan(10);
    for (const { path, source } of all) {
      // The catalog's inner addresses come by only to be led away.
      const isRenderedOnce = source.includes("export const dynamic = 'error'") && path !== '/catalog';
      expect(await comesBy(path), path).toBe(!isRenderedOnce);
    }
  });

  it('is the catalog with one of its own parameters, and nothing with those of others', async () => {
    const { config } = await import('./proxy');
    const matched = config.matcher
      .flatMap((entry) => entry.has ?? [])
      .flatMap(({ type, key }) => (type === 'query' ? [key] : []));
    expect(matched).toEqual([...catalogParameters]);
    expect(await comesBy('/courses')).toBe(false);
    expect(await comesBy('/courses?q=cell')).toBe(true);
    expect(await comesBy('/courses?utm_source=letter&difficulty=BEGINNER')).toBe(true);
    expect(await comesBy('/courses?utm_source=letter')).toBe(false);
    expect(await comesBy('/courses/x?q=cell')).toBe(false);
  });

  it('is every request with a body, and every address that leads nowhere', async () => {
    for (const path of ['/', '/courses', '/courses/x', '/method']) {
      expect(await comesBy(path, { 'content-type': 'multipart/form-data; boundary=x' }), path).toBe(true);
      expect(await comesBy(path, { 'next-action': 'x' }), path).toBe(true);
    }
    for (const path of ['/nowhere', '/courses/x/y', '/coursesx', '/method/x', '/methods', '/.env']) {
      expect(await comesBy(path), path).toBe(true);
    }
  });

  it('leads away from the inner addresses of the catalog', async () => {
    expect((await ask('/catalog/find?q=cell')).headers.get('location')).toBe(`${site}/courses?q=cell`);
    expect((await ask('/catalog')).headers.get('location')).toBe(`${site}/courses`);
  });
});
