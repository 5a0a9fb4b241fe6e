import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from '@/lib/env';

/** Next takes a nonce for its scripts from these; only proxy.ts may say it. */
const policies = ['content-security-policy', 'content-security-policy-report-only'];
const claims = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'];

/**
 * Call once when the web server starts. What a client may not say is dropped before anybody reads it: a policy for
 * the answer, which a kept page would carry on to others, and, unless TRUST_PROXY is 1, X-Forwarded-*; Next then
 * fills in the socket's own address.
 */
export function guardForwardedHeaders(): void {
  const dropped = env().TRUST_PROXY ? policies : [...policies, ...claims];
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    for (const name of dropped) delete request.headers[name];
  });
}
