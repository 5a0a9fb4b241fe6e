import { TextLink } from '@/components/ui/text-link';
import { counted, dateTime } from '@/lib/format';
import type { ContactSummary as Summary } from '@/lib/messages/contact-summary';
import { FollowUpBadge } from './follow-up-badge';

type ContactSummaryProps = { summary: Summary; timeZone: string };

/** What was done about a student so far, and what is still to be done. */
export function ContactSummary({ summary, timeZone }: ContactSummaryProps) {
  const { last, messages, notes, open } = summary;
  if (!last)
    return <p className="text-sm text-ink-soft">Nobody has written to this student or noted anything.</p>;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>
        {last.kind === 'message' ? 'Last written to' : 'Last noted about'} on{' '}
        <time dateTime={last.at}>{dateTime(last.at, timeZone)}</time> by {last.by}
        {last.kind === 'message' && (last.openedAt ? ', and opened' : ', and not opened yet')}.
      </p>
      <p className="text-ink-soft">
        In all {counted(messages, 'message')} and {counted(notes, 'note')}
        {open.length === 0 && '; no follow-up is open'}.
      </p>
      {open.length > 0 && (
        <ul className="flex flex-wrap items-center gap-2" aria-label="Open follow-ups">
          {open.map(({ noteId, ...followUp }) => (
            <li key={noteId}>
              <FollowUpBadge {...followUp} />
            </li>
          ))}
          <li>
            <TextLink href="#notes">To the notes</TextLink>
          </li>
        </ul>
      )}
    </div>
  );
}
