import { describe, expect, it } from 'vitest';
import { sitemapFile, sitemapIndex } from './sitemap-xml';

const origin = 'https://learn.test';
const addresses = (xml: string) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address);

describe('the sitemap', () => {
  it('lists its files', () => {
    expect(addresses(sitemapIndex(origin, 2))).toEqual([`${origin}/sitemaps/0`, `${origin}/sitemaps/1`]);
  });

  it('names the general pages once, and each course with the day of its last change', () => {
    const courses = [{ id: 'abc', updatedAt: '2026-03-01T12:00:00+02:00' }];
    const first = sitemapFile(origin, 0, courses);
    const general = ['/', '/courses', '/method'];
    expect(addresses(first)).toEqual([...general, '/courses/abc'].map((path) => `${origin}${path}`));
    expect(first).toContain('<lastmod>2026-03-01T10:00:00.000Z</lastmod>');
    expect(addresses(sitemapFile(origin, 1, courses))).toEqual([`${origin}/courses/abc`]);
  });
});
