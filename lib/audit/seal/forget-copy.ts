import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';
import { appendAudit } from '../append';

const forget = statement(
  'audit.forget-copy',
  'DELETE FROM audit_copies WHERE target = $1 RETURNING size AS rows',
);
const known = statement('audit.copy-targets', 'SELECT target FROM audit_copies ORDER BY target');

/**
 * Takes a place for copies that was given up off the list of those that must be fresh. Who does so is the owner of the
 * database: the application cannot. The copy itself stays where it is.
 *
 * @param target as the list calls it, `file PATH`, `webhook HOST` or `s3 PLACE`
 * @throws Refusal not-found, with the places that there are
 */
export async function forgetCopy(tx: Transaction, target: string): Promise<void> {
  const [gone] = await tx.rows<{ rows: number }>(forget, [target]);
  if (!gone) {
    const places = (await tx.rows<{ target: string }>(known)).map((row) => `“${row.target}”`);
    throw new Refusal('not-found', `There is no such place. There are: ${places.join(', ') || 'none'}.`);
  }
  await appendAudit(tx, null, {
    action: 'audit.copy-forgotten',
    objectType: 'audit copy',
    details: { target, rows: gone.rows },
  });
}
