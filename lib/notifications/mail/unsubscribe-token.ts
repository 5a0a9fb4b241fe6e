import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { keyedHash } from '@/lib/access/secret';
import { kindNames } from '../kinds';

/** What a link in an e-mail stops: one kind, or everything that comes in one sort of digest. */
export const unsubscribeScopes = [...kindNames, 'NOW', 'DAILY', 'WEEKLY'] as const;
export type UnsubscribeScope = (typeof unsubscribeScopes)[number];
export type Unsubscription = { userId: string; scope: UnsubscribeScope };

const content = z.tuple([z.guid(), z.enum(unsubscribeScopes)]);

/** A link's token: works for one person and one thing, without a session and for good. */
export function unsubscribeToken({ userId, scope }: Unsubscription): string {
  const payload = Buffer.from(JSON.stringify([userId, scope])).toString('base64url');
  return `${payload}.${keyedHash('unsubscribe', payload)}`;
}

/** What a token stands for; null for anything that `unsubscribeToken` has not made. */
export function readUnsubscribeToken(token: string): Unsubscription | null {
  const [payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || token.length > 400 || !isSame(signature, keyedHash('unsubscribe', payload)))
    return null;
  const [userId, scope] = content.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return { userId, scope };
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
