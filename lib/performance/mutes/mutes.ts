import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Finding } from '../checks/check';

/** Why an institution's administrators do not want to see something for a while; `object` empty: all that the check finds. */
export type Mute = {
  id: string;
  check: string;
  object: string;
  reason: string;
  muterName: string;
  mutedAt: string;
  expiresAt: string;
};

const present = statement(
  'performance.mutes',
  `SELECT id, check_name AS "check", object, reason, muter_name AS "muterName", muted_at AS "mutedAt", expires_at AS "expiresAt"
   FROM performance_mutes WHERE institution_id = $1 AND lifted_at IS NULL AND expires_at > now()
   ORDER BY muted_at DESC LIMIT 500`,
);

/** What is muted now in an institution. */
export const readMutes = (tx: Transaction, institutionId: string): Promise<Mute[]> =>
  tx.rows<Mute>(present, [institutionId]);

/** The mute that hides a finding; what is not known is never hidden, since there is nothing to act on. */
export const muteOf = (mutes: readonly Mute[], { check, object, state }: Finding): Mute | undefined =>
  state === 'ok' || state === 'unknown'
    ? undefined
    : mutes.find((mute) => mute.check === check && (mute.object === '' || mute.object === object));
