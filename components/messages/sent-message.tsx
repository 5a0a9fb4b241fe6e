import { ChevronRight } from 'lucide-react';
import { count, counted, dateTime } from '@/lib/format';
import { audienceNames, audiences } from '@/lib/messages/audiences';
import type { SentMessage as Sent } from '@/lib/messages/schema';
import { MessageBody } from './message-body';

/** A message that was sent; its text opens below. */
export function SentMessage({ message, timeZone }: { message: Sent; timeZone: string }) {
  const { subject, senderName, recipients, opened, createdAt, body } = message;
  return (
    <li className="border-b last:border-b-0">
      <details className="group">
        <summary className="flex cursor-pointer list-none items-start gap-3 px-4 py-3 hover:bg-paper-sunken sm:px-5 [&::-webkit-details-marker]:hidden">
          <ChevronRight className="mt-1 size-4 shrink-0 text-ink-soft transition-transform group-open:rotate-90" />
          <span className="min-w-0 grow">
            <span className="block font-semibold wrap-anywhere">{subject}</span>
            <span className="block text-sm text-ink-soft">
              {senderName} · <time dateTime={createdAt}>{dateTime(createdAt, timeZone)}</time> ·{' '}
              {audienceLabel(message)} · opened by {count(opened)} of {counted(recipients, 'student')}
            </span>
          </span>
        </summary>
        <div className="px-4 pt-1 pb-5 pl-11 sm:px-5 sm:pl-12">
          <MessageBody text={body} />
        </div>
      </details>
    </li>
  );
}

function audienceLabel({ audience }: Sent): string {
  const name = audienceNames.find((known) => known === audience);
  return name ? audiences[name].label : audience;
}
