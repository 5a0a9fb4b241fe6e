import { Alert } from '@/components/ui/alert';
import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { count, counted } from '@/lib/format';
import { isAdvice } from '@/lib/optimizer/advice/advice';
import type { ShownProposal } from '@/lib/optimizer/overview';
import { stateWordsOf } from '@/lib/optimizer/words';
import { bytes, milliseconds } from '@/lib/performance/units';
import { AdviceText } from './advice-text';
import { DecisionForm } from './decision-form';
import { stateTones } from './judgements';
import { LinkedResearch } from './linked-research';
import { MakingNotice } from './making-notice';
import { PhaseUses } from './phase-uses';
import { ProposalStory } from './proposal-story';
import { TrialResult } from './trial-result';
import { WatchResult } from './watch-result';

type ProposalCardProps = {
  proposal: ShownProposal;
  asOf: string;
  timeZone: string;
};

/** One proposal that is open. */
export function ProposalCard({ proposal, asOf, timeZone }: ProposalCardProps) {
  const { id, title, state, change } = proposal;
  return (
    <Card as="article">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-serif text-lg font-semibold wrap-anywhere">
          <span className="font-sans text-sm font-normal text-ink-soft">{`No. ${id}  `}</span>
          {title}
        </h3>
        <StatusBadge tone={stateTones[state]}>{stateWordsOf(change, state)}</StatusBadge>
      </div>
      <ProposalBody proposal={proposal} asOf={asOf} timeZone={timeZone} />
    </Card>
  );
}

/** Why a proposal, what it costs, what the lab said, what can be decided of it, and what became of it. */
export function ProposalBody({ proposal, asOf, timeZone }: ProposalCardProps) {
  const { id, title, change, why, trial, watched, decisions, entries, refusal, phases, research, beginsAt } =
    proposal;
  const last = entries.at(-1);
  const fault = last?.event === 'FAILED' ? last.reason : null;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex max-w-reading flex-col gap-1 text-sm">
        <p>{refusal ?? why}</p>
        {!isAdvice(change) && <p className="text-ink-soft">{expectations(proposal)}</p>}
      </div>
      {isAdvice(change) && <AdviceText advice={change} pages={proposal.pages} />}
      {fault && (
        <Alert tone="caution" title="The last attempt failed">
          {fault}
        </Alert>
      )}
      {research.length > 0 && <LinkedResearch research={research} timeZone={timeZone} />}
      {phases && <PhaseUses phases={phases} title={title} />}
      {trial && <TrialResult trial={trial} title={title} timeZone={timeZone} />}
      {watched.length > 0 && <WatchResult effects={watched} title={title} />}
      {beginsAt && <MakingNotice beginsAt={beginsAt} asOf={asOf} timeZone={timeZone} />}
      {decisions.length > 0 && (
        <DecisionForm proposalId={id} title={title} decisions={decisions} advice={isAdvice(change)} />
      )}
      <details className="text-sm">
        <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
          What became of it so far<span className="sr-only">: {title}</span>
        </summary>
        <div className="mt-2">
          <ProposalStory change={change} entries={entries} timeZone={timeZone} />
        </div>
      </details>
    </div>
  );
}

/** What is expected, in a sentence or two: estimates, until the lab has measured. */
function expectations({ pages, expected, price }: ShownProposal): string {
  const { rowsRead, rowsWanted, calls, milliseconds: taken } = expected;
  return [
    pages.length > 0 && `For: ${pages.join(', ')}.`,
    rowsRead !== null &&
      rowsWanted !== null &&
      `Estimated: about ${count(rowsWanted)} rows read instead of ${count(rowsRead)}.`,
    calls !== null &&
      taken !== null &&
      calls > 0 &&
      `Asked ${counted(calls, 'time')} since statistics began, ${milliseconds(taken / calls)} on average.`,
    price.bytes !== 0 &&
      (price.bytes > 0
        ? `About ${bytes(price.bytes)} more on disk.`
        : `About ${bytes(-price.bytes)} less on disk.`),
    price.everyEvent && 'Every progress event would write to it, too.',
    eventWords(price),
  ]
    .filter(Boolean)
    .join(' ');
}

function eventWords({ eventBytes = 0, eventMilliseconds = 0 }: ShownProposal['price']): string | false {
  if (eventBytes === 0 && eventMilliseconds === 0) return false;
  const more = eventBytes > 0 ? 'more' : 'less';
  return `About ${bytes(Math.abs(eventBytes))} and ${milliseconds(Math.abs(eventMilliseconds))} ${more} for each progress event.`;
}
