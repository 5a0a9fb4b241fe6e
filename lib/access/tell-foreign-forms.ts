import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { database } from '@/db/client';
import { env } from '@/lib/env';
import { notFound } from '@/lib/errors';
import { auditDenial } from './audit-denial';
import { inCall } from './call';
import { clientAddress } from './client-address';
import { Denied } from './denied';
import { loadViewer } from './session';
import { sessionCookieName } from './session-cookie';
import { readSessionToken } from './session-token';

/**
 * Call once when the web server starts. A form that asks for the action of another page, or of another release, Next refuses with 409 before
 * anything of the product's hears of it; what somebody who is signed in was refused so stands in the trail all the same.
 */
export function tellForeignForms(): void {
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const isForm = request.method === 'POST' && !request.url?.startsWith('/api/');
    if (!isForm || response.statusCode !== 409) return;
    tell(request).catch((error: unknown) =>
      console.error('a form of another page could not be put into the trail', error),
    );
  });
}

async function tell(request: IncomingMessage): Promise<void> {
  const cookie = cookieOf(request.headers.cookie ?? '', sessionCookieName());
  const token = cookie === undefined ? null : await readSessionToken(cookie);
  if (!token) return;
  const headers = new Headers({ 'x-forwarded-for': String(request.headers['x-forwarded-for'] ?? '') });
  const ipAddress = clientAddress(headers) ?? request.socket.remoteAddress ?? null;
  const viewer = await loadViewer(token, database(), { requestId: randomUUID(), ipAddress });
  if (!viewer) return;
  const asked = new Request(new URL(request.url ?? '/', env().APP_URL), { method: 'POST' });
  const denial = new Denied(
    {
      action: 'access.refused',
      objectType: 'request',
      objectId: `POST ${new URL(asked.url).pathname}`.slice(0, 300),
      details: { reason: 'a form that is not of this page' },
    },
    notFound(),
  );
  await inCall(asked, () => auditDenial(viewer, denial));
}

const cookieOf = (cookies: string, name: string): string | undefined =>
  cookies
    .split(/; */)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
