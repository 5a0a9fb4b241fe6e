import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { disableAccount, enableAccount } from '@/lib/access/accounts';
import type { Viewer } from '@/lib/access/viewer';
import { mayCollect } from '../rights-holder';

const state = statement(
  'records.collection-state',
  `SELECT f.birth_date AS "birthDate", (now() AT TIME ZONE i.time_zone)::date AS today, u.disabled_at IS NOT NULL AS "isDisabled",
     f.collection_suspended_at IS NOT NULL AS "isSuspended", EXISTS (
       SELECT 1 FROM guardianships g
       WHERE g.student_id = u.id AND g.ended_at IS NULL AND g.collection_agreed_at IS NOT NULL) AS "guardianAgrees"
   FROM users u JOIN institutions i ON i.id = u.institution_id JOIN rights_facts f ON f.user_id = u.id
   WHERE u.id = $1`,
);
const hold = statement('records.hold-account', 'SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE');
const suspend = statement(
  'records.suspend-collection',
  'UPDATE rights_facts SET collection_suspended_at = CASE WHEN $2::boolean THEN now() END WHERE user_id = $1',
);

const wakeNoMore = statement(
  'records.wake-no-more',
  `UPDATE rights_facts SET collection_suspended_at = NULL
   WHERE user_id = ANY ($1::uuid[]) AND collection_suspended_at IS NOT NULL`,
);

/** Whether nobody can sign in with the account of a child now since no guardian agrees, and whether it was opened again by this. */
export type Settled = { rests: boolean; woken: boolean };

type State = {
  birthDate: string | null;
  today: string;
  isDisabled: boolean;
  isSuspended: boolean;
  guardianAgrees: boolean;
};

/**
 * Lets the account of a child under 13 rest while no guardian agrees, and wakes it when one does: without a session
 * nothing is collected. An account that was disabled for another reason stays as it is.
 *
 * @param admin null: the product itself, because of a birthday or of what a guardian answered
 */
export async function settleCollection(
  tx: Transaction,
  admin: Viewer | null,
  studentId: string,
): Promise<Settled> {
  await holdAccount(tx, studentId);
  // A statement of its own: one that waits for a lock sees of all other rows what they were before.
  const [now] = await tx.rows<State>(state, [studentId]);
  if (!now) return { rests: false, woken: false };
  const may = mayCollect(now.birthDate, now.today, now.guardianAgrees);
  if (!may && !now.isDisabled) {
    await disableAccount(tx, admin, studentId, { reason: 'under 13, and no guardian agrees' });
    await tx.rows(suspend, [studentId, true]);
  }
  if (may && now.isSuspended) {
    await enableAccount(tx, admin, studentId, {
      reason: now.guardianAgrees ? 'a guardian agrees' : 'not under 13',
    });
    await tx.rows(suspend, [studentId, false]);
  }
  return { rests: !may && (now.isSuspended || !now.isDisabled), woken: may && now.isSuspended };
}

/**
 * Holds an account still, so that of those who let it rest or wake it each sees what the one before did. Before its rights are
 * written, since whoever disables accounts holds them in that order.
 */
export async function holdAccount(tx: Transaction, studentId: string): Promise<void> {
  await tx.rows(hold, [studentId]);
}

/**
 * Says of accounts that were disabled for another reason too, while they rested: neither a guardian's agreement nor a birthday
 * wakes them any more.
 */
export async function keepDisabled(tx: Transaction, userIds: readonly string[]): Promise<void> {
  await tx.rows(wakeNoMore, [userIds]);
}

/** Lets somebody sign in no more, whatever a guardian agrees to. */
export async function disableForGood(tx: Transaction, userId: string): Promise<void> {
  await disableAccount(tx, null, userId);
  await keepDisabled(tx, [userId]);
}
