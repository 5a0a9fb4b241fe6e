import type { Transaction } from '@/db/client';
import type { Facts } from '../candidates/facts';
import { type GivenAdvice, isChangeProposal, readKnown } from '../ledger/proposals';
import { recordEvent } from '../ledger/record-event';
import { findsNoMore } from './finds-no-more';

/**
 * Settles advice that was followed, or does not hold for another reason: what it was about is looked at again, and is not so
 * any more. What cannot be looked at now stays as it is.
 *
 * @returns its numbers
 */
export async function settleAdvice(tx: Transaction, facts: Facts, by: string): Promise<number[]> {
  const given = (await readKnown(tx)).filter(
    (one): one is GivenAdvice => !isChangeProposal(one) && one.state === 'proposed',
  );
  const settled: number[] = [];
  for (const { id, change } of given) {
    const reason = findsNoMore(change, facts);
    if (reason === null) continue;
    await recordEvent(tx, { id, change }, 'KEPT', { by, reason });
    settled.push(id);
  }
  return settled;
}
