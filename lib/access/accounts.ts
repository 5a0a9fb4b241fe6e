import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { users } from '@/db/schema/people';
import { statement } from '@/db/statement';
import { type AuditActor, type AuditEvent, appendAudit } from '@/lib/audit/append';
import { notFound, Refusal } from '@/lib/errors';
import type { Role } from './viewer';

/** What signing in needs to know. What the password is compared with stays in the database: see password-check.ts. */
export type Account = AuditActor & { sessionVersion: number; disabled: boolean };

const byEmail = statement(
  'access.account-by-email',
  `SELECT id AS "userId", role, institution_id AS "institutionId", display_name AS "displayName",
     session_version AS "sessionVersion", disabled_at IS NOT NULL AS disabled
   FROM users WHERE email = $1 AND deleted_at IS NULL`,
);

/** @param email normalised (see email-address.ts); as SYSTEM, since nobody is known yet */
export async function findAccount(tx: Transaction, email: string): Promise<Account | null> {
  const [account] = await tx.rows<Account>(byEmail, [email]);
  return account ?? null;
}

export type NewAccount = {
  email: string;
  displayName: string;
  role: Role;
  institutionId: string;
  passwordHash: string | null;
};

// A password is written by itself, since the application may make an account and only the owner may open it.
const insertAccount = statement(
  'access.create-account',
  `INSERT INTO users (email, display_name, role, institution_id) VALUES ($1, $2, $3, $4)
   ON CONFLICT DO NOTHING RETURNING id AS "userId"`,
);
const setPassword = statement(
  'access.set-password',
  'UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1',
);

/**
 * Makes an account and returns its id. Refuses (`conflict`) an address that somebody has. `actor` null: the operator. With a
 * password only as the owner of the database.
 */
export async function createAccount(
  tx: Transaction,
  actor: AuditActor | null,
  account: NewAccount,
): Promise<string> {
  const { email, displayName, role, institutionId, passwordHash } = account;
  const values = [email, displayName, role, institutionId];
  const [made] = await tx.rows<{ userId: string }>(insertAccount, values);
  if (!made) throw new Refusal('conflict', 'An account with this e-mail address exists already.');
  if (passwordHash !== null) await tx.rows(setPassword, [made.userId, passwordHash]);
  await appendAudit(tx, actor, {
    ...accountEvent('user.create', made.userId, account.institutionId),
    details: { role: account.role },
  });
  return made.userId;
}

/** Ends every session and lets the person sign in no more. */
export const disableAccount = (
  tx: Transaction,
  actor: AuditActor | null,
  userId: string,
  details?: AuditEvent['details'],
) =>
  change(
    tx,
    actor,
    userId,
    { disabledAt: sql`coalesce(${users.disabledAt}, now())` },
    'user.disable',
    details,
  );

export const enableAccount = (
  tx: Transaction,
  actor: AuditActor | null,
  userId: string,
  details?: AuditEvent['details'],
) => change(tx, actor, userId, { disabledAt: null }, 'user.enable', details);

/** Ends every session: the next one starts with the new role. */
export const changeRole = (tx: Transaction, actor: AuditActor | null, userId: string, role: Role) =>
  change(tx, actor, userId, { role }, 'user.role', { role });

/** Ends every session, since somebody else may have known the old password. As the owner of the database: the application may not. */
export const changePassword = (
  tx: Transaction,
  actor: AuditActor | null,
  userId: string,
  passwordHash: string,
) => change(tx, actor, userId, { passwordHash }, 'user.password');

/** Signs the person out everywhere. */
export const endSessions = (tx: Transaction, actor: AuditActor | null, userId: string) =>
  change(tx, actor, userId, {}, 'session.end-all');

type Changes = { disabledAt?: SQL | null; role?: Role; passwordHash?: string };

/** Raises the session version with every change, so that tokens made before it are worth nothing. */
async function change(
  tx: Transaction,
  actor: AuditActor | null,
  userId: string,
  changes: Changes,
  action: string,
  details: AuditEvent['details'] = {},
): Promise<void> {
  const [changed] = await tx.orm
    .update(users)
    .set({ ...changes, sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: sql`now()` })
    .where(and(eq(users.id, userId), isNull(users.deletedAt)))
    .returning({ institutionId: users.institutionId });
  if (!changed) throw notFound();
  await appendAudit(tx, actor, { ...accountEvent(action, userId, changed.institutionId), details });
}

const accountEvent = (action: string, userId: string, institutionId: string | null): AuditEvent => ({
  action,
  objectType: 'user',
  objectId: userId,
  ...(institutionId !== null && { institutionId }),
});
