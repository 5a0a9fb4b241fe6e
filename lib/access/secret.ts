import { createHmac } from 'node:crypto';
import { env } from '@/lib/env';

/** The secret that seals sessions. */
export function authSecret(): string {
  const secret = env().AUTH_SECRET;
  if (!secret) throw new Error('AUTH_SECRET is not set: start the product with `npm start`, or set it.');
  return secret;
}

/** A name for `value` that tells nothing about it without the secret; `use` keeps different uses apart. */
export function keyedHash(use: string, value: string): string {
  return createHmac('sha256', authSecret()).update(`${use}\0${value}`).digest('base64url');
}
