import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const prepared = async () => {
  const { preparePage } = await import('./prepare-page');
  const page = {
    html: '<script>self.__next_f.push([0])</script>',
    headers: { 'x-next-cache-tags': 'courses' } as Record<string, string>,
  };
  preparePage(page);
  return { page, again: () => preparePage(page) };
};

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('adds the headers that proxy.ts gives other pages, and keeps those that are there', async () => {
  vi.stubEnv('APP_URL', 'https://learn.test');
  const { page, again } = await prepared();
  expect(page.headers['x-next-cache-tags']).toBe('courses');
  expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[^']+';/);
  expect(page.headers['strict-transport-security']).toContain('max-age=63072000');
  const before = { ...page.headers };
  again();
  expect(page.headers).toEqual(before);
});

it('does not insist on https where the site is served without', async () => {
  vi.stubEnv('APP_URL', 'http://127.0.0.1:3000');
  const { page } = await prepared();
  expect(page.headers['strict-transport-security']).toBeUndefined();
});
