import { countSitemapPages } from '@/lib/catalog/sitemap';
import { sitemapIndex } from '@/lib/catalog/sitemap-xml';
import { env } from '@/lib/env';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const xml = sitemapIndex(env().APP_URL, await countSitemapPages());
  return new Response(xml, { headers: { 'content-type': 'application/xml' } });
}
