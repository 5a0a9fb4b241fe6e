import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';
import type { Viewer } from './viewer';

/** Searches for people by one person within so many minutes: more is collecting names. */
export const searchLimit = { searches: 60, minutes: 10 };

// What is counted is in the trail anyway: the index of an institution's newest events has it.
const searchedLately = statement(
  'access.searched-lately',
  `SELECT count(*)::int AS searches FROM audit_log
   WHERE institution_id = $1 AND occurred_at > now() - make_interval(mins => $3) AND actor_id = $2
     AND action IN ('record.find', 'people.find')`,
);

/** @throws Refusal too-many beyond `searchLimit` */
export async function requirePatience(
  tx: Transaction,
  { userId }: Viewer,
  institutionId: string,
): Promise<void> {
  const { searches, minutes } = searchLimit;
  const [row] = await tx.rows<{ searches: number }>(searchedLately, [institutionId, userId, minutes]);
  if (row && row.searches >= searches)
    throw new Refusal(
      'too-many',
      `You have looked for people ${searches} times within ${minutes} minutes. Please go on a little later.`,
    );
}
