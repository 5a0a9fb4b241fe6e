import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/access/content-security-policy';
import { signInPath } from '@/lib/access/next-path';
import { pathHeader } from '@/lib/access/path-header';
import { sessionCookieName, usesSecureCookies } from '@/lib/access/session-cookie';
import { env } from '@/lib/env';

const forMembers = /^\/(dashboard|learn|teach|admin)(\/|$)/;
const twoYears = 'max-age=63072000; includeSubDomains';

/**
 * Gives each page its content security policy, and people without a session the sign-in page at once. Who
 * may see what is decided where data is read: a cookie's presence proves nothing.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (forMembers.test(pathname) && !request.cookies.has(sessionCookieName())) {
    return secured(NextResponse.redirect(new URL(signInPath(pathname + search), request.nextUrl)));
  }
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString('base64'),
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

function secured(response: NextResponse): NextResponse {
  if (usesSecureCookies()) response.headers.set('strict-transport-security', twoYears);
  return response;
}

export const config = { matcher: ['/((?!api/|_next/static|_next/image|favicon.ico).*)'] };
