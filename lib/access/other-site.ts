import { env } from '@/lib/env';
import { Refusal } from '@/lib/errors';
import { Denied } from './denied';

/** What says by which name the server was asked; where no proxy is trusted, nobody but the server itself says the second. */
const hosts = ['host', 'x-forwarded-host'];

/** The site from which a write comes, where that is another one; null for one's own, for reads, and where no browser says it. */
export function otherSiteOf({ method, headers }: Request): string | null {
  if (method === 'GET' || method === 'HEAD') return null;
  const origin = headers.get('origin');
  if (origin === null && headers.get('sec-fetch-site') === 'cross-site') return 'not named';
  if (origin === null || origin === new URL(env().APP_URL).origin) return null;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  return host !== null && hosts.some((name) => headers.get(name) === host) ? null : origin;
}

/**
 * Whether another site leads the browser to this read, also one of the same domain: it would see nothing of the answer, but who is signed in
 * would have taken a copy, or looked, in the trail.
 */
export function isLedFromElsewhere({ method, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  return (method === 'GET' || method === 'HEAD') && (site === 'cross-site' || site === 'same-site');
}

/** The refusal of a request from another site, as the trail tells of it. */
export const fromAnotherSite = ({ method, url }: Request, origin: string): Denied =>
  new Denied(
    {
      action: 'access.refused',
      objectType: 'request',
      objectId: `${method} ${new URL(url).pathname}`.slice(0, 300),
      details: { reason: 'from another site', origin: origin.slice(0, 200) },
    },
    new Refusal('invalid', 'This request comes from another site.'),
  );
