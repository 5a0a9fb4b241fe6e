import { Auth } from '@auth/core';
import { env } from '@/lib/env';
import { authConfig } from './auth-config';

/**
 * Answers /api/auth/… as next-auth does, at the public origin. next-auth's own handlers go through a
 * NextRequest, which turns 127.0.0.1 into localhost, where neither cookies nor redirect addresses fit.
 */
export function answerAuth(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return Auth(new Request(new URL(pathname + search, env().APP_URL), request), authConfig(request.headers));
}
