import { NextRequest } from 'next/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

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
    for (const path of ['/dashboard', '/learn/a/b?x=1', '/teach', '/admin/audit']) {
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

  it('names a fresh nonce in every policy', async () => {
    const nonce = async () =>
      /'nonce-([^']+)'/.exec((await ask('/')).headers.get('content-security-policy') ?? '')?.[1] ?? '';
    const [first, second] = [await nonce(), await nonce()];
    expect(Buffer.from(first, 'base64')).toHaveLength(16);
    expect(second).not.toBe(first);
  });

  it('insists on https where the site is served so, and there only', async () => {
    expect((await ask('/')).headers.get('strict-transport-security')).toContain('max-age=63072000');
    vi.resetModules();
    vi.stubEnv('APP_URL', 'http://127.0.0.1:3000');
    expect((await ask('/')).headers.get('strict-transport-security')).toBeNull();
  });
});
