import { dateTime } from '@/lib/format';
import type { StudentNote } from '@/lib/messages/schema';
import { FollowUpBadge } from './follow-up-badge';
import { MessageBody } from './message-body';
import { NoteActions } from './note-actions';
import { NoteHistory } from './note-history';

/** A note about a student; what it said before can be opened. */
export function NoteCard({ note, timeZone, today }: { note: StudentNote; timeZone: string; today: string }) {
  return (
    <li className="flex flex-col gap-3 border-b py-4 last:border-b-0">
      <p className="text-sm text-ink-soft">
        <span className="font-semibold text-ink">{note.authorName}</span> ·{' '}
        <time dateTime={note.createdAt}>{dateTime(note.createdAt, timeZone)}</time>
        {note.history.length > 0 && <> · changed {dateTime(note.updatedAt, timeZone)}</>}
      </p>
      <MessageBody text={note.body} />
      {note.followUpOn && (
        <div>
          <FollowUpBadge {...note} isDone={note.followedUpAt !== null} />
        </div>
      )}
      <NoteHistory history={note.history} timeZone={timeZone} />
      {note.isOwn && <NoteActions note={note} today={today} />}
    </li>
  );
}
