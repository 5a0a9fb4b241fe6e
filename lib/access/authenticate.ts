import { type Database, database } from '@/db/client';
import { type Account, findAccount } from './accounts';
import { limitConcurrency, oneAtATime } from './concurrency';
import { offerFor, passwordOpens, readPasswordSettings } from './password-check';
import { type AttemptKeys, attemptKeys, reserveAttempt, settleSuccess } from './rate-limit';
import { auditAdmission, auditLockout, auditRefusal, type SignInTrace } from './session-audit';
import type { Session } from './session-token';
import { asSystem } from './transaction';

export type Attempt = { email: string; password: string; address: string | null };
export type Outcome = { kind: 'admitted'; session: Session } | { kind: 'refused' | 'locked' };

// A password costs 19 MiB and a core. Few at a time, and one an account, also keep honest attempts that are
// still being verified (a whole class behind one address) from looking like failures to the limits.
const inLine = limitConcurrency(8);
const inTurn = oneAtATime();

/**
 * Signs in by password. The answer, the work and the trail are the same for an address that nobody has, a
 * wrong password and a disabled account.
 *
 * @param attempt `email` normalised; `address` of the client, null where unknown
 */
export const authenticate = (attempt: Attempt, on: Database = database()): Promise<Outcome> =>
  inTurn(attempt.email, () => inLine(() => decide(attempt, on)));

async function decide(attempt: Attempt, on: Database): Promise<Outcome> {
  const keys = attemptKeys(attempt.email, attempt.address);
  const { trace, settings, locked } = await admitToVerification(attempt, keys, on);
  if (locked) return { kind: 'locked' };
  const offered = await offerFor(settings, attempt.password);
  const { account } = trace;
  return asSystem(async (tx) => {
    const matches = await passwordOpens(tx, attempt.email, offered);
    if (!matches || !account) {
      await auditRefusal(tx, trace, reasonOf(account, settings));
      return { kind: 'refused' };
    }
    await settleSuccess(tx, keys);
    await auditAdmission(tx, trace, account);
    return {
      kind: 'admitted',
      session: { userId: account.userId, sessionVersion: account.sessionVersion },
    };
  }, on);
}

const admitToVerification = (attempt: Attempt, keys: AttemptKeys, on: Database) =>
  asSystem(async (tx) => {
    const limit = await reserveAttempt(tx, keys);
    const [account, settings] = await Promise.all([
      findAccount(tx, attempt.email),
      readPasswordSettings(tx, attempt.email),
    ]);
    const trace: SignInTrace = {
      method: 'password',
      email: attempt.email,
      account,
      address: attempt.address,
    };
    if (limit) await auditLockout(tx, trace, limit);
    return { trace, settings, locked: limit !== null };
  }, on);

function reasonOf(account: Account | null, settings: string | null): string {
  if (!account) return 'unknown account';
  if (account.disabled) return 'disabled';
  return settings === null ? 'no password' : 'wrong password';
}
