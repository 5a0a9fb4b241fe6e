import type { IncomingHttpHeaders } from 'node:http';

/** Headers that ask for something other than the whole page as it is: its parts, its data, a form, a condition. */
const special = [
  'rsc',
  'next-router-state-tree',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-url',
  'next-action',
  'x-nextjs-data',
  'x-prerender-revalidate',
  'content-type',
  'content-length',
  'transfer-encoding',
  'range',
  'if-match',
  'if-unmodified-since',
  'expect',
  'upgrade',
] as const;

/** Cookies with which Next shows drafts; everybody else's do not matter to what is the same for everybody. */
const draftCookies = ['__prerender_bypass', '__next_preview_data'];

/** Whether a request asks for a page or an answer as it is for everybody. */
export function isPlain(headers: IncomingHttpHeaders): boolean {
  for (const name of special) if (headers[name] !== undefined) return false;
  const { cookie } = headers;
  return cookie === undefined || !draftCookies.some((name) => cookie.includes(name));
}
