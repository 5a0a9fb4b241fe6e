import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { policyForNonce } from '@/lib/access/content-security-policy';
import { scriptHash } from '@/lib/access/inline-scripts';
import { signInPath } from '@/lib/access/next-path';
import { otherSiteOf } from '@/lib/access/other-site';
import { pathHeader } from '@/lib/access/path-header';
import { sessionCookieName, strictTransportSecurity, usesSecureCookies } from '@/lib/access/session-cookie';
import { env } from '@/lib/env';
import { themeScript } from '@/lib/theme';

const forMembers = /^\/(dashboard|guardian|learn|notifications|teach|admin)(\/|$)/;
/** Bytes of what a form or server action sends. Next takes no more either, and calls it an error of its own. */
const largestForm = 1024 * 1024;
/** What next.config.ts answers /courses with. */
const innerCatalog = /^\/catalog(\/find)?$/;

/**
 * Gives each page that is rendered per request its content security policy, and people without a session the
 * sign-in page at once; it refuses what other sites ask for. Pages that are rendered once do not come by here. Who may see what is decided where
 * data is read: a cookie's presence proves nothing.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const otherSite = otherSiteOf(request);
  if (otherSite !== null) return refused(request, otherSite);
  if (request.headers.has('transfer-encoding')) return refusedForm(411);
  if (Number(request.headers.get('content-length')) > largestForm) return refusedForm(413);
  if (!(await isReadable(request))) return refusedForm(400);
  if (forMembers.test(pathname) && !request.cookies.has(sessionCookieName())) {
    return redirectTo(request, signInPath(pathname + search));
  }
  if (innerCatalog.test(pathname)) return redirectTo(request, `/courses${search}`);
  const policy = policyForNonce(randomBytes(16).toString('base64'), [scriptHash(themeScript)], {
    https: usesSecureCookies(),
    development: env().NODE_ENV === 'development',
    issuer: env().OIDC_ISSUER,
  });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set(pathHeader, pathname + search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return secured(response);
}

/** A server action that another site asks for. Next would refuse it too, and tell nobody. */
async function refused(request: NextRequest, otherSite: string): Promise<Response> {
  const { refuseOtherSite } = await import('@/lib/access/refuse-other-site');
  return refuseOtherSite(request, otherSite, request.cookies.get(sessionCookieName())?.value);
}

/** Next reads the form of a page without JavaScript in the same way, and calls what it cannot read an error of its own. */
async function isReadable(request: NextRequest): Promise<boolean> {
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data');
  if (request.method !== 'POST' || !isForm || request.headers.has('next-action')) return true;
  return request
    .clone()
    .formData()
    .then(
      () => true,
      () => false,
    );
}

const formRefusals = {
  400: 'This form cannot be read.',
  /** No browser sends a form so. */
  411: 'Say first how much it is: with Content-Length.',
  413: 'That is too much at once: at most one megabyte.',
};

const refusedForm = (status: keyof typeof formRefusals): NextResponse =>
  secured(new NextResponse(formRefusals[status], { status }));

/** Not to be kept: who goes back to the page after signing in would be led away from it once more. */
const redirectTo = (request: NextRequest, path: string): NextResponse =>
  secured(
    NextResponse.redirect(new URL(path, request.nextUrl), { headers: { 'cache-control': 'no-store' } }),
  );

function secured(response: NextResponse): NextResponse {
  if (usesSecureCookies()) response.headers.set('strict-transport-security', strictTransportSecurity);
  return response;
}

/**
 * Everything but what is rendered once: `/`, `/courses`, `/courses/[id]` and `/method`, with these exceptions: the catalog
 * with one of its parameters, and requests with a body or for a server action. Next reads this without running it: literals only.
 */
export const config = {
  matcher: [
    {
      source: '/((?!$|courses$|courses/[^/]+$|method$|api/|_next/static/|_next/image|favicon.ico$).*)',
    },
    { source: '/courses', has: [{ type: 'query', key: 'q' }] },
    { source: '/courses', has: [{ type: 'query', key: 'difficulty' }] },
    { source: '/courses', has: [{ type: 'query', key: 'institution' }] },
    { source: '/courses', has: [{ type: 'query', key: 'instructor' }] },
    { source: '/courses', has: [{ type: 'query', key: 'subject' }] },
    { source: '/courses', has: [{ type: 'query', key: 'audience' }] },
    { source: '/courses', has: [{ type: 'query', key: 'duration' }] },
    { source: '/courses', has: [{ type: 'query', key: 'sort' }] },
    { source: '/courses', has: [{ type: 'query', key: 'cursor' }] },
    { source: '/courses', has: [{ type: 'query', key: 'view' }] },
    { source: '/', has: [{ type: 'header', key: 'content-type' }] },
    { source: '/courses', has: [{ type: 'header', key: 'content-type' }] },
    { source: '/courses/:id', has: [{ type: 'header', key: 'content-type' }] },
    { source: '/method', has: [{ type: 'header', key: 'content-type' }] },
    { source: '/', has: [{ type: 'header', key: 'next-action' }] },
    { source: '/courses', has: [{ type: 'header', key: 'next-action' }] },
    { source: '/courses/:id', has: [{ type: 'header', key: 'next-action' }] },
    { source: '/method', has: [{ type: 'header', key: 'next-action' }] },
  ],
};
