import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from '@/lib/env';
import { isRouterState } from './router-state';

/** Next takes a nonce for its scripts from these; only proxy.ts may say it. */
const policies = ['content-security-policy', 'content-security-policy-report-only'];
const claims = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'];

const routerState = 'next-router-state-tree';

/** What this process says to itself, and nobody else can. */
const own = { header: 'x-syllabase-own', word: randomBytes(32).toString('hex') };
/** Next has it on a server action that was sent to a page which does not have it, and that it hands on to one that does. */
const handedOn = 'x-action-forwarded';

/**
 * Call once when the web server starts. What a client may not say is dropped before anybody reads it: a policy for
 * the answer, which a kept page would carry on to others, and, unless TRUST_PROXY is 1, X-Forwarded-*; Next then
 * fills in the socket's own address. So is a state of the router that is none, at which Next would break off.
 *
 * An action that Next hands on comes as a request of the server to itself, with what was known of whoever sent it, which was checked
 * then, and without its length. It counts as what it was: otherwise it would be from another site, and be lost without a word.
 */
export function guardForwardedHeaders(): void {
  const dropped = env().TRUST_PROXY ? policies : [...policies, ...claims];
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: Outgoing };
    if (request.headers.includes(handedOn)) request.addHeader(own.header, own.word);
  });
  subscribe('http.server.request.start', (message) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    const isOwn = headers[own.header] === own.word;
    for (const name of isOwn ? [...policies, 'transfer-encoding'] : dropped) delete headers[name];
    delete headers[own.header];
    if (routerState in headers && !isRouterState(headers[routerState])) delete headers[routerState];
  });
}

/** A request of `fetch` as it is told of: its headers by turns name and value. */
type Outgoing = { headers: string[]; addHeader(name: string, value: string): void };
