import { countSitemapPages, getSitemapPage } from '@/lib/catalog/sitemap';
import { sitemapFile } from '@/lib/catalog/sitemap-xml';
import { env } from '@/lib/env';

/** One file of the sitemap, counted from 0. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/sitemaps/[page]'>,
): Promise<Response> {
  const { page: text } = await params;
  const page = Number(text);
  const exists = /^(0|[1-9]\d{0,5})$/.test(text) && page < (await countSitemapPages());
  if (!exists) return new Response('There is no such file.', { status: 404 });
  const xml = sitemapFile(env().APP_URL, page, await getSitemapPage(page));
  return new Response(xml, { headers: { 'content-type': 'application/xml' } });
}
