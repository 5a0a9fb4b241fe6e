import type { Transaction } from '@/db/client';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { appendEntry, rememberDays } from './ledger/append';
import { readInTurn } from './ledger/decision-turn';
import type { AnyProposal } from './ledger/proposals';
import { auditOf } from './ledger/record-event';
import type { Decision } from './ledger/state';
import type { Making } from './quiet-window/making';
import { decisionInput } from './schema';

/**
 * The proposal, if this may be decided of it now; nobody else decides until the transaction ends.
 *
 * @throws Refusal
 */
export async function requireDecision(tx: Transaction, id: number, decision: Decision): Promise<AnyProposal> {
  const proposal = await readInTurn(tx, id);
  if (!proposal.decisions.includes(decision))
    throw new Refusal(
      'conflict',
      'This proposal has moved on meanwhile. Reload the page to see how it stands.',
    );
  return proposal;
}

export type Decided = { decision: Decision; making: Making };

/**
 * An administrator decides what becomes of a proposal, and says why. The worker carries it out: what was approved in the
 * quiet window unless that person says now, everything else within a minute.
 */
export const decideProposal = (viewer: Viewer | null, raw: unknown): Promise<Decided> =>
  perform(
    {
      input: decisionInput,
      allow: may.administer,
      run: async ({ tx, viewer: { userId }, input: { proposalId, decision, making, reason } }) => {
        const proposal = await requireDecision(tx, proposalId, decision);
        await appendEntry(tx, {
          proposalId,
          event: decision,
          by: null,
          decidedBy: userId,
          reason,
          ...(decision === 'DECLINED' && { rememberDays }),
          ...(decision === 'APPROVED' && { evidence: { making } }),
        });
        const audit = auditOf(proposal, decision, reason);
        const details = { ...audit.details, ...(decision === 'APPROVED' && { making }) };
        return { value: { decision, making }, audit: { ...audit, details } };
      },
    },
    viewer,
    raw,
  );
