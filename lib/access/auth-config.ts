import { CredentialsSignin } from '@auth/core/errors';
import type { NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { appendAudit } from '@/lib/audit/append';
import { authLogger } from './auth-logger';
import { authenticate } from './authenticate';
import { clientAddress } from './client-address';
import { typedEmail } from './email-address';
import { institutionProvider } from './oidc';
import { authSecret } from './secret';
import { loadViewer } from './session';
import { usesSecureCookies } from './session-cookie';
import { type SessionToken, sessionSeconds, sessionToken } from './session-token';
import { asViewer } from './transaction';

declare module 'next-auth' {
  interface User {
    /** Set by the providers for people who are let in. */
    session?: SessionToken;
  }
}

export type SignInRefusal = 'refused' | 'locked';

const credentials = z.object({ email: typedEmail, password: z.string().min(1).max(200) });

/** How next-auth works here. @param headers those of the request, where there is one. */
export function authConfig(headers: Headers | null): NextAuthConfig {
  const institution = institutionProvider(headers && clientAddress(headers));
  return {
    basePath: '/api/auth',
    trustHost: true,
    secret: authSecret(),
    useSecureCookies: usesSecureCookies(),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/' },
    logger: authLogger,
    providers: [passwordProvider(), ...(institution ? [institution] : [])],
    callbacks: {
      signIn: ({ user }) => (user.session ? true : '/sign-in?error=no-account'),
      jwt: ({ token, user }) => (user ? (user.session ?? null) : liveToken(token)),
    },
    events: {
      signOut: async (message) => {
        if ('token' in message) await auditSignOut(message.token);
      },
    },
  };
}

function passwordProvider() {
  return Credentials({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(raw, request) {
      const input = credentials.safeParse(raw);
      if (!input.success) throw refusal('refused');
      const outcome = await authenticate({ ...input.data, address: clientAddress(request.headers) });
      if (outcome.kind !== 'admitted') throw refusal(outcome.kind);
      return { session: outcome.session };
    },
  });
}

function refusal(code: SignInRefusal): CredentialsSignin {
  const error = new CredentialsSignin();
  error.code = code;
  return error;
}

/** next-auth's own session endpoint knows of revocation too. */
async function liveToken(raw: unknown): Promise<SessionToken | null> {
  const token = sessionToken.safeParse(raw).data;
  return token && (await loadViewer(token)) ? token : null;
}

async function auditSignOut(raw: unknown): Promise<void> {
  const token = sessionToken.safeParse(raw).data;
  const viewer = token && (await loadViewer(token));
  if (!viewer) return;
  await asViewer(viewer, (tx) =>
    appendAudit(tx, viewer, { action: 'session.end', objectType: 'user', objectId: viewer.userId }),
  );
}
