import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from '@/lib/env';

const claims = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'];

/**
 * Call once when the web server starts. Unless TRUST_PROXY is 1, what a client says about itself in
 * X-Forwarded-* is dropped before anybody reads it; Next then fills in the socket's own address.
 */
export function guardForwardedHeaders(): void {
  if (env().TRUST_PROXY) return;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    for (const name of claims) delete request.headers[name];
  });
}
