import { env } from '@/lib/env';

export const usesSecureCookies = (): boolean => env().APP_URL.startsWith('https:');

export const sessionCookieName = (): string =>
  `${usesSecureCookies() ? '__Secure-' : ''}authjs.session-token`;
