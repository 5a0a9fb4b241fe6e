import { env } from '@/lib/env';

export const dynamic = 'force-dynamic';

/** What search engines may read: the catalog, and nothing that belongs to a person. */
export function GET(): Response {
  const lines = [
    'User-agent: *',
    ...['/api/', '/admin', '/dashboard', '/learn/', '/teach', '/sign-in'].map((path) => `Disallow: ${path}`),
    `Sitemap: ${new URL('/sitemap.xml', env().APP_URL).href}`,
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
