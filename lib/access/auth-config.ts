import { CredentialsSignin } from '@auth/core/errors';
import type { NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { authLogger } from './auth-logger';
import { authenticate } from './authenticate';
import { clientAddress } from './client-address';
import { typedEmail } from './email-address';
import { institutionProvider } from './oidc';
import { authSecret } from './secret';
import { loadViewer } from './session';
import { usesSecureCookies } from './session-cookie';
import { beginSession, liveTokenIn, type Session, type SessionToken, sessionSeconds } from './session-token';

declare module 'next-auth' {
  interface User {
    /** Set by the providers for people who are let in. */
    session?: Session;
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
      jwt: ({ token, user }) => (user ? begun(user.session) : liveToken(token)),
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

const begun = (session: Session | undefined): SessionToken | null => (session ? beginSession(session) : null);

/** next-auth's own session endpoint knows of revocation too, and of the end of a session. */
async function liveToken(raw: unknown): Promise<SessionToken | null> {
  const token = liveTokenIn(raw);
  return token && (await loadViewer(token)) ? token : null;
}
