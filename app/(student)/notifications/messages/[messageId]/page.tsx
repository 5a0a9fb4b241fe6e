import type { Metadata } from 'next';
import { ReceivedMessageView } from '@/components/messages/received-message-view';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireRecord } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getReceivedMessage } from '@/lib/messages/received';

export const metadata: Metadata = { title: 'Message' };

export default async function MessagePage({ params }: PageProps<'/notifications/messages/[messageId]'>) {
  const viewer = await requireRecord();
  const messageId = await orNotFound(params.then((path) => pathId(path.messageId)));
  const [message, timeZone] = await Promise.all([
    orNotFound(getReceivedMessage(viewer, messageId)),
    timeZoneOf(viewer),
  ]);
  return <ReceivedMessageView message={message} timeZone={timeZone} />;
}
