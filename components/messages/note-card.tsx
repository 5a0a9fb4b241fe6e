import { CalendarClock, CircleCheck } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { date, dateTime } from '@/lib/format';
import type { StudentNote } from '@/lib/messages/schema';
import { MessageBody } from './message-body';
import { NoteActions } from './note-actions';

/** A note about a student; what it said before can be opened. */
export function NoteCard({ note, timeZone }: { note: StudentNote; timeZone: string }) {
  return (
    <li className="flex flex-col gap-3 border-b py-4 last:border-b-0">
      <p className="text-sm text-ink-soft">
        <span className="font-semibold text-ink">{note.authorName}</span> ·{' '}
        <time dateTime={note.createdAt}>{dateTime(note.createdAt, timeZone)}</time>
        {note.history.length > 0 && <> · changed {dateTime(note.updatedAt, timeZone)}</>}
      </p>
      <MessageBody text={note.body} />
      <FollowUp note={note} />
      {note.history.length > 0 && <NoteHistory note={note} timeZone={timeZone} />}
      {note.isOwn && <NoteActions note={note} />}
    </li>
  );
}

function FollowUp({ note: { followUpOn, followedUpAt } }: { note: StudentNote }) {
  if (!followUpOn) return null;
  return (
    <div>
      {followedUpAt ? (
        <StatusBadge tone="positive" icon={<CircleCheck />}>
          Followed up
        </StatusBadge>
      ) : (
        <StatusBadge tone="accent" icon={<CalendarClock />}>
          Follow up on {date(followUpOn, 'UTC')}
        </StatusBadge>
      )}
    </div>
  );
}

function NoteHistory({ note, timeZone }: { note: StudentNote; timeZone: string }) {
  return (
    <details className="text-sm text-ink-soft">
      <summary className="min-h-6 w-fit cursor-pointer hover:text-ink">What it said before</summary>
      <ul className="mt-2 flex flex-col gap-3 border-l pl-4">
        {note.history.map(({ body, replacedAt }) => (
          <li key={replacedAt}>
            <p>until {dateTime(replacedAt, timeZone)}</p>
            <MessageBody text={body} />
          </li>
        ))}
      </ul>
    </details>
  );
}
