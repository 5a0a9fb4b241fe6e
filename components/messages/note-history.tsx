import { dateTime } from '@/lib/format';
import type { StudentNote } from '@/lib/messages/schema';
import { MessageBody } from './message-body';

type NoteHistoryProps = { history: StudentNote['history']; timeZone: string };

/** What a note said before; nothing where it was never changed. */
export function NoteHistory({ history, timeZone }: NoteHistoryProps) {
  if (history.length === 0) return null;
  return (
    <details className="text-sm text-ink-soft">
      <summary className="min-h-6 w-fit cursor-pointer hover:text-ink">What it said before</summary>
      <ul className="mt-2 flex flex-col gap-3 border-l pl-4">
        {history.map(({ body, replacedAt }) => (
          <li key={replacedAt}>
            <p>until {dateTime(replacedAt, timeZone)}</p>
            <MessageBody text={body} />
          </li>
        ))}
      </ul>
    </details>
  );
}
