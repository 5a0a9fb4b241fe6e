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
   WHERE u.id = $1 FOR UPDATE OF f`,
);
const suspend = statement(
  'records.suspend-collection',
  'UPDATE rights_facts SET collection_suspended_at = CASE WHEN $2::boolean THEN now() END WHERE user_id = $1',
);

const wakeNoMore = statement(
  'records.wake-no-more',
  `UPDATE rights_facts SET collection_suspended_at = NULL
   WHERE user_id = ANY ($1::uuid[]) AND collection_suspended_at IS NOT NULL`,
);

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
 * @param admin null: the product itself, because of a birthday
 * @returns whether the account rests now
 */
export async function settleCollection(
  tx: Transaction,
  admin: Viewer | null,
  studentId: string,
): Promise<boolean> {
  const [now] = await tx.rows<State>(state, [studentId]);
  if (!now) return false;
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
  return !may && (now.isSuspended || !now.isDisabled);
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
