import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { changePassword, changeRole, createAccount, enableAccount, findAccount } from '@/lib/access/accounts';
import { newEmail, normaliseEmail } from '@/lib/access/email-address';
import { findInstitution } from '@/lib/access/institutions';
import { hashPassword, newPassword } from '@/lib/access/passwords';
import { Refusal } from '@/lib/errors';
import { disableForGood } from '@/lib/records/guardians/settle-collection';

export type Flags = {
  name?: string;
  role?: string;
  institution?: string;
  'password-stdin'?: boolean;
  'no-password'?: boolean;
};
/** What was done to whom; `password` is there when one was made. */
export type Result = { email: string; done: string; password?: string };
export type Work = (tx: Transaction) => Promise<Result>;

/** The words make no sense; the message says which. */
export class WrongUsage extends Error {}

const role = z
  .string()
  .toUpperCase()
  .pipe(z.enum(['STUDENT', 'INSTRUCTOR', 'ADMIN'], 'a role is student, instructor or admin'));

/** Checks the words and reads the password before the database is opened. */
export async function plan([verb, email, ...rest]: string[], flags: Flags): Promise<Work> {
  if (!verb || !email) throw new WrongUsage('Say what to do, and the e-mail address.');
  if (rest.length > (verb === 'role' ? 1 : 0)) throw new WrongUsage('There are too many words.');
  if (verb === 'create') return planCreate(email, flags);
  if (verb === 'role') {
    const wanted = role.parse(rest[0] ?? '');
    return withAccount(email, `now has the role ${wanted}`, (tx, id) => changeRole(tx, null, id, wanted));
  }
  if (verb === 'password') {
    const { passwordHash, shown } = await choosePassword(flags);
    const change = (tx: Transaction, id: string) => changePassword(tx, null, id, passwordHash);
    return withAccount(email, 'has a new password', change, shown);
  }
  if (verb === 'disable') {
    return withAccount(email, 'is disabled', disableForGood);
  }
  if (verb === 'enable') {
    return withAccount(email, 'may sign in again', (tx, id) => enableAccount(tx, null, id));
  }
  throw new WrongUsage(`There is no “${verb}”.`);
}

async function planCreate(typed: string, flags: Flags): Promise<Work> {
  const email = newEmail.parse(typed);
  const displayName = z
    .string()
    .trim()
    .min(1, 'needs --name')
    .max(255)
    .parse(flags.name ?? '');
  const wanted = role.parse(flags.role ?? '');
  const password = flags['no-password'] ? null : await choosePassword(flags);
  return async (tx) => {
    const institutionId = await findInstitution(tx, flags.institution ?? null);
    const passwordHash = password?.passwordHash ?? null;
    await createAccount(tx, null, { email, displayName, role: wanted, institutionId, passwordHash });
    return { email, done: `is made, with the role ${wanted}`, password: password?.shown };
  };
}

function withAccount(
  typed: string,
  done: string,
  change: (tx: Transaction, userId: string) => Promise<void>,
  password?: string,
): Work {
  const email = normaliseEmail(typed);
  return async (tx) => {
    const account = await findAccount(tx, email);
    if (!account) throw new Refusal('not-found', `Nobody has the address ${email}.`);
    await change(tx, account.userId);
    return { email, done, password };
  };
}

/** A password from standard input, or a fresh one that is shown once. */
async function choosePassword(flags: Flags): Promise<{ passwordHash: string; shown?: string }> {
  if (!flags['password-stdin']) {
    const shown = randomBytes(15).toString('base64url');
    return { passwordHash: await hashPassword(shown), shown };
  }
  const typed = (await text(process.stdin)).replace(/\r?\n$/, '');
  return { passwordHash: await hashPassword(newPassword.parse(typed)) };
}
