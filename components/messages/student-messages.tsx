import { counted, dateTime } from '@/lib/format';
import type { StudentMessage } from '@/lib/messages/schema';
import { MessageBody } from './message-body';

/** What one student of a class was written. */
export function StudentMessages({ messages, timeZone }: { messages: StudentMessage[]; timeZone: string }) {
  if (messages.length === 0) return <p className="text-sm text-ink-soft">None yet.</p>;
  return (
    <ul className="flex flex-col">
      {messages.map(({ id, subject, senderName, createdAt, readAt, recipients, body }) => (
        <li key={id} className="border-b py-3 first:pt-0 last:border-b-0">
          <details>
            <summary className="cursor-pointer font-semibold wrap-anywhere hover:text-accent">
              {subject}
            </summary>
            <div className="mt-2">
              <MessageBody text={body} />
            </div>
          </details>
          <p className="text-sm text-ink-soft">
            {senderName} · <time dateTime={createdAt}>{dateTime(createdAt, timeZone)}</time>
            {recipients > 1 && ` · to ${counted(recipients, 'student')}`} ·{' '}
            {readAt ? `opened ${dateTime(readAt, timeZone)}` : 'not opened yet'}
          </p>
        </li>
      ))}
    </ul>
  );
}
