import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { dateTime } from '@/lib/format';
import type { ReceivedMessage } from '@/lib/messages/received';
import { MessageBody } from './message-body';
import { OpenedMark } from './opened-mark';

type ReceivedMessageViewProps = { message: ReceivedMessage; timeZone: string };

/** A message, as whoever got it reads it. */
export function ReceivedMessageView({ message, timeZone }: ReceivedMessageViewProps) {
  const { id, subject, senderName, body, courseId, courseTitle, createdAt } = message;
  return (
    <article className="mx-auto max-w-3xl">
      <PageHeader
        above={
          <Breadcrumbs crumbs={[{ label: 'Notifications', href: '/notifications' }, { label: 'Message' }]} />
        }
        title={subject}
      >
        <p className="text-sm text-ink-soft">
          From {senderName} · <TextLink href={`/courses/${courseId}`}>{courseTitle}</TextLink> ·{' '}
          <time dateTime={createdAt}>{dateTime(createdAt, timeZone)}</time>
        </p>
      </PageHeader>
      <Card as="div">
        <MessageBody text={body} />
      </Card>
      <p className="mt-4 text-sm text-ink-soft">Whoever wrote it sees how many have opened it.</p>
      <OpenedMark messageId={id} />
    </article>
  );
}
