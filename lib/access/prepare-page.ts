import { env } from '@/lib/env';
import { policyForHtml } from './content-security-policy';
import { strictTransportSecurity, usesSecureCookies } from './session-cookie';

/** A page as Next hands it to its cache and then answers with it. */
type RenderedPage = { html: string; headers?: Record<string, string | string[] | number | undefined> };

/**
 * Gives a page that is rendered once for everybody the headers that proxy.ts gives all others. Call it before
 * the page is kept or answered; calling it again changes nothing.
 */
export function preparePage(page: RenderedPage): void {
  const { NODE_ENV, OIDC_ISSUER } = env();
  const https = usesSecureCookies();
  page.headers = {
    ...page.headers,
    'content-security-policy': policyForHtml(page.html, {
      https,
      development: NODE_ENV === 'development',
      issuer: OIDC_ISSUER,
    }),
    ...(https && { 'strict-transport-security': strictTransportSecurity }),
  };
}
