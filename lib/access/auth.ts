import NextAuth from 'next-auth';
import { env } from '@/lib/env';
import { authConfig } from './auth-config';

// next-auth reads the public origin from here; without it a request's Host header would decide where the
// institution's provider sends people back to.
process.env.AUTH_URL ??= env().APP_URL;

/** For server actions. Configured per call: the environment is read when it is needed, not while building. */
export const { signIn, signOut } = NextAuth(() => authConfig(null));
