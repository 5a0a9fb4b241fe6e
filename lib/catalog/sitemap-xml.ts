import type { SitemapEntry } from './sitemap';

const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The index: one line for each file of the sitemap. */
export function sitemapIndex(origin: string, pages: number): string {
  const files = Array.from({ length: pages }, (_, page) => address(origin, `/sitemaps/${page}`));
  return document(
    'sitemapindex',
    files.map((file) => `<sitemap><loc>${file}</loc></sitemap>`),
  );
}

/** One file of the sitemap; the first one begins with the pages that are no courses. */
export function sitemapFile(origin: string, page: number, courses: readonly SitemapEntry[]): string {
  const general = page === 0 ? ['/', '/courses', '/method'].map((path) => entry(origin, path)) : [];
  return document('urlset', [
    ...general,
    ...courses.map(({ id, updatedAt }) => entry(origin, `/courses/${id}`, updatedAt)),
  ]);
}

function entry(origin: string, path: string, updatedAt?: string): string {
  const changed = updatedAt ? `<lastmod>${new Date(updatedAt).toISOString()}</lastmod>` : '';
  return `<url><loc>${address(origin, path)}</loc>${changed}</url>`;
}

const address = (origin: string, path: string): string => new URL(path, origin).href.replaceAll('&', '&amp;');

const document = (root: string, lines: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${schema}>\n${lines.join('\n')}\n</${root}>\n`;
