import { env } from '@/lib/env';

export const usesSecureCookies = (): boolean => env().APP_URL.startsWith('https:');

export const sessionCookieName = (): string =>
  `${usesSecureCookies() ? '__Secure-' : ''}authjs.session-token`;

/** What a site on https tells browsers: come back by https only, for two years. */
export const strictTransportSecurity = 'max-age=63072000; includeSubDomains';
