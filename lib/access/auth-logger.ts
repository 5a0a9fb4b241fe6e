import type { NextAuthConfig } from 'next-auth';

/** What people do every day; the trail holds it, the log need not. */
const everyday = new Set([
  'CredentialsSignin',
  'AccessDenied',
  'JWTSessionError',
  'MissingCSRF',
  'UnknownAction',
]);

/** One line for what an operator can act on, nothing for a wrong password, never a stack trace or a token. */
export const authLogger: NonNullable<NextAuthConfig['logger']> = {
  error(error) {
    const type = 'type' in error && typeof error.type === 'string' ? error.type : error.name;
    if (!everyday.has(type)) console.error(`sign-in: ${type}: ${causeOf(error)}`);
  },
  warn(code) {
    console.warn(`sign-in: ${code}`);
  },
  debug() {},
};

function causeOf(error: Error): string {
  const { cause } = error;
  const inner = typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : cause;
  return inner instanceof Error ? inner.message : error.message;
}
