import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type AuditEvent, appendAudit } from '@/lib/audit/append';
import type { Account } from './accounts';
import { keyedHash } from './secret';

export type SignInTrace = {
  method: 'password' | 'institution';
  /** Normalised. Kept only as a keyed hash: a mistyped address may be a password. */
  email: string;
  account: Account | null;
  address: string | null;
};

const noteSignIn = statement('access.note-sign-in', 'UPDATE users SET last_active_at = now() WHERE id = $1');

/** Tells the trail who was let in, and the person's own row when. */
export async function auditAdmission(tx: Transaction, trace: SignInTrace, account: Account): Promise<void> {
  await tx.rows(noteSignIn, [account.userId]);
  await appendAudit(tx, account, event('session.create', trace, { method: trace.method }));
}

export const auditRefusal = (tx: Transaction, trace: SignInTrace, reason: string) =>
  appendAudit(tx, null, {
    ...event('session.refused', trace, { method: trace.method, reason, ...stranger(trace) }),
    outcome: 'DENIED',
  });

export const auditLockout = (tx: Transaction, trace: SignInTrace, limit: string) =>
  appendAudit(tx, null, {
    ...event('session.locked', trace, { method: trace.method, limit, ...stranger(trace) }),
    outcome: 'DENIED',
  });

const stranger = ({ account, email }: SignInTrace): Record<string, string> =>
  account ? {} : { accountKey: keyedHash('audit account', email).slice(0, 16) };

const event = (action: string, trace: SignInTrace, details: AuditEvent['details']): AuditEvent => ({
  action,
  objectType: 'user',
  objectId: trace.account?.userId,
  institutionId: trace.account?.institutionId ?? undefined,
  ipAddress: trace.address ?? undefined,
  details,
});
