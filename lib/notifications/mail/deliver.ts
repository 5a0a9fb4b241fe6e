import type { Database, Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { env } from '@/lib/env';
import { afterQuiet, quietHoursOf } from '../quiet-hours';
import { backOff, mostAttempts } from './back-off';
import { type MailItem, onlyKind, writeEmail } from './email-text';
import type { Letter, Mailer, Outcome } from './mailer';
import {
  type Addressee,
  giveBackUntil,
  type HeldEmail,
  markCancelled,
  markFailed,
  markSent,
  putOffUntil,
  readAddressee,
  readContent,
  takeEmails,
} from './outbox';
import { settleEmails } from './settle';
import { unsubscribeToken } from './unsubscribe-token';

/** Few at a time, so that a worker which ends takes little with it. */
const handful = 20;
/** Milliseconds until anything is tried again when the server took nothing from us: longer for the one tried. */
const serverPause = { others: 30_000, tried: 5 * 60_000 };

export type Delivery = { database: Database; mailer: Mailer | null; now: () => Date };
type Sending = Delivery & { mailer: Mailer };

/**
 * Decides about new notifications and sends what is due, a batch of each. At least once: what was sent but not
 * marked, because the worker was killed in between, is sent again under the same Message-ID.
 *
 * @returns how much was done; 0 when there is nothing to do now
 */
export async function deliverEmails({ database, mailer, now }: Delivery): Promise<number> {
  const settled = await asSystem((tx) => settleEmails(tx, now(), mailer !== null), database);
  if (mailer === null) return settled;
  const held = await asSystem((tx) => takeEmails(tx, now(), handful), database);
  for (const [index, email] of held.entries()) {
    const isReached = await deliver({ database, mailer, now }, email);
    if (isReached) continue;
    const others = held.slice(index + 1).map(({ id }) => id);
    await asSystem((tx) => giveBackUntil(tx, others, later(now(), serverPause.others)), database);
    return settled + index;
  }
  return settled + held.length;
}

/** @returns false where the server took nothing from us */
async function deliver({ database, mailer, now }: Sending, email: HeldEmail): Promise<boolean> {
  const [to, items] = await asSystem(
    async (tx) => [await readAddressee(tx, email.userId), await readContent(tx, email.id)] as const,
    database,
  );
  const mark = (write: (tx: Transaction) => Promise<unknown>) => asSystem(write, database);
  if (to.address === null || items.length === 0) {
    await mark((tx) => markCancelled(tx, email.id, now()));
    return true;
  }
  if (!isAddress(to.address)) {
    await mark((tx) => markFailed(tx, email.id, now(), 'not an address that can be written to'));
    return true;
  }
  const loud = loudAgain(now(), to);
  if (loud > now()) {
    await mark((tx) => giveBackUntil(tx, [email.id], loud));
    return true;
  }
  const outcome = await mailer.send(letterFor(email, to.address, to.displayName, items));
  await mark((tx) => record(tx, email, outcome, now(), to));
  return outcome.kind !== 'away';
}

function letterFor(email: HeldEmail, address: string, displayName: string, items: MailItem[]): Letter {
  const { origin, hostname } = new URL(env().APP_URL);
  const scope = email.mode === 'NOW' ? (onlyKind(items) ?? 'NOW') : email.mode;
  if (scope === 'NEVER') throw new Error(`e-mail ${email.id} is one that nobody wants`);
  const token = unsubscribeToken({ userId: email.userId, scope });
  const links = { site: origin, unsubscribe: `${origin}/unsubscribe?token=${token}` };
  return {
    messageId: `${email.id}@${hostname}`,
    to: address,
    ...writeEmail({ mode: email.mode, displayName, items }, links),
    unsubscribeUrl: `${origin}/api/v1/unsubscribe?token=${token}`,
  };
}

async function record(tx: Transaction, email: HeldEmail, outcome: Outcome, now: Date, to: Addressee) {
  if (outcome.kind === 'sent') return markSent(tx, email.id, now);
  if (outcome.kind === 'away') {
    const again = loudAgain(later(now, serverPause.tried), to);
    return giveBackUntil(tx, [email.id], again, outcome.reason);
  }
  if (outcome.kind === 'refused' || email.attempts >= mostAttempts)
    return markFailed(tx, email.id, now, outcome.reason);
  const again = loudAgain(later(now, backOff(email.attempts)), to);
  return putOffUntil(tx, email.id, again, outcome.reason);
}

const loudAgain = (at: Date, to: Addressee): Date =>
  new Date(afterQuiet(at.getTime(), quietHoursOf(to), to.timeZone));

const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);

/** One plain address: nothing that could add another one, or a line to the conversation with the server. */
const isAddress = (text: string): boolean => /^[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+$/.test(text);
