import { MailOpen } from 'lucide-react';
import { RefusedPage } from '@/components/page/refused-page';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import { Refusal } from '@/lib/errors';
import type { SentPage } from '@/lib/messages/schema';
import { messagesHref } from './messages-href';
import { SentMessage } from './sent-message';

type SentMessagesProps = {
  courseId: string;
  page: Promise<SentPage | Refusal>;
  isFirst: boolean;
  timeZone: string;
};

/** What was written to a class, newest first, or what there is instead. */
export async function SentMessages({ courseId, page, isFirst, timeZone }: SentMessagesProps) {
  const answer = await page;
  const firstPage = messagesHref(courseId, {}, '#sent');
  if (answer instanceof Refusal) return <RefusedPage message={answer.message} firstPage={firstPage} />;
  if (answer.messages.length === 0) {
    return (
      <EmptyState icon={<MailOpen />} title="Nothing sent yet" headingLevel={3}>
        <p>Messages to this class appear here, with how many students have opened them.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <ul className="rounded-card border bg-paper-raised">
        {answer.messages.map((message) => (
          <SentMessage key={message.id} message={message} timeZone={timeZone} />
        ))}
      </ul>
      <Pagination
        label="Pages of sent messages"
        nextHref={answer.nextCursor && messagesHref(courseId, { cursor: answer.nextCursor }, '#sent')}
        summary={!isFirst && <TextLink href={firstPage}>First page</TextLink>}
      />
    </div>
  );
}
