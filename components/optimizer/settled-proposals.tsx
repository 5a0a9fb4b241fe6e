import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { ShownProposal } from '@/lib/optimizer/overview';
import { stateWordsOf } from '@/lib/optimizer/words';
import { stateTones } from './judgements';
import { ProposalBody } from './proposal-card';

type SettledProposalsProps = { proposals: readonly ShownProposal[]; asOf: string; timeZone: string };

/** What was kept, refused, declined or undone, each in a line that opens. */
export function SettledProposals({ proposals, asOf, timeZone }: SettledProposalsProps) {
  return (
    <Card as="div" className="p-0 sm:p-0">
      <ul className="divide-y">
        {proposals.map((proposal) => (
          <li key={proposal.id}>
            <details>
              <summary className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2 text-sm sm:px-5">
                <span className="min-w-0 wrap-anywhere">
                  <span className="text-ink-soft">{`No. ${proposal.id}  `}</span>
                  {proposal.title}
                </span>
                <StatusBadge tone={stateTones[proposal.state]}>
                  {stateWordsOf(proposal.change, proposal.state)}
                </StatusBadge>
              </summary>
              <div className="px-4 pt-1 pb-5 sm:px-5">
                <ProposalBody proposal={proposal} asOf={asOf} timeZone={timeZone} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}
