import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { catalogTags } from './tags';

/** One address a search engine may keep: a published course and when it last changed. */
export type SitemapEntry = { id: string; updatedAt: string };

/** Courses in one file. The format allows 50,000; files of this size stay small enough to be kept in memory. */
export const sitemapLength = 10_000;

const published = statement(
  'catalog.sitemap',
  `SELECT c.id, c.updated_at AS "updatedAt" FROM course_cards k JOIN courses c ON c.id = k.course_id
   WHERE k.published ORDER BY c.id LIMIT $1 OFFSET $2`,
);
const countPublished = statement(
  'catalog.sitemap-files',
  'SELECT count(*)::int AS courses FROM course_cards WHERE published',
);

/** The published courses of one file of the sitemap, counted from 0. */
export const getSitemapPage = sharedRead(
  'catalog',
  'catalog.sitemap',
  (page: number) => asPublic((tx) => tx.rows<SitemapEntry>(published, [sitemapLength, page * sitemapLength])),
  () => [catalogTags.courses],
);

/** How many files the sitemap has; at least one. */
export const countSitemapPages = sharedRead(
  'catalog',
  'catalog.sitemap-files',
  async () => {
    const [row] = await asPublic((tx) => tx.rows<{ courses: number }>(countPublished, []));
    return Math.max(1, Math.ceil((row?.courses ?? 0) / sitemapLength));
  },
  () => [catalogTags.courses],
);
