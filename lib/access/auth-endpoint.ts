import { Auth } from '@auth/core';
import { env } from '@/lib/env';
import { authConfig } from './auth-config';
import { endSessionOf } from './end-session';
import { liveTokenIn } from './session-token';

/**
 * Answers /api/auth/… as next-auth does, at the public origin. next-auth's own handlers go through a
 * NextRequest, which turns 127.0.0.1 into localhost, where neither cookies nor redirect addresses fit.
 *
 * @throws Error when a session that was to end could not be ended; next-auth would say that it has
 */
export async function answerAuth(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const faults: unknown[] = [];
  const signOut = (message: object) => endSignedOut(message).catch((fault) => void faults.push(fault));
  const answer = await Auth(new Request(new URL(pathname + search, env().APP_URL), request), {
    ...authConfig(request.headers),
    events: { signOut },
  });
  if (faults.length > 0) throw faults[0];
  return answer;
}

async function endSignedOut(message: object): Promise<void> {
  const token = liveTokenIn(Reflect.get(message, 'token'));
  if (token) await endSessionOf(token);
}
