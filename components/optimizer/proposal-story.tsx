import { dateTime } from '@/lib/format';
import type { AnyProposal } from '@/lib/optimizer/ledger/proposals';
import { eventWordsOf, whoOf } from '@/lib/optimizer/words';

type ProposalStoryProps = Pick<AnyProposal, 'change' | 'entries'> & { timeZone: string };

/** What became of a proposal, oldest first, with who and why. */
export function ProposalStory({ change, entries, timeZone }: ProposalStoryProps) {
  return (
    <ol className="flex flex-col gap-2 text-sm">
      {entries.map(({ event, at, by, decidedByName, reason, expiresAt }) => (
        <li key={`${at} ${event}`}>
          <time dateTime={at} className="text-ink-soft">
            {dateTime(at, timeZone)}
          </time>{' '}
          <span className="inline-block font-semibold first-letter:uppercase">
            {eventWordsOf(change, event)}
          </span>
          {` · ${whoOf({ by, decidedByName })}`}
          {reason && <span className="block max-w-reading">{reason}</span>}
          {expiresAt && (
            <span className="block text-xs text-ink-soft">
              Not proposed again before {dateTime(expiresAt, timeZone)}.
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
