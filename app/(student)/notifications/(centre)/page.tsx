import type { Metadata } from 'next';
import { Suspense } from 'react';
import { MarkAllRead } from '@/components/notifications/mark-all-read';
import { NotificationList } from '@/components/notifications/notification-list';
import { NotificationPlaces } from '@/components/notifications/notification-places';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { PageHeader } from '@/components/ui/page-header';
import { begin } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getNotifications } from '@/lib/notifications/centre';
import { centreQuery } from '@/lib/notifications/schema';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Notifications' };

export default async function NotificationsPage({ searchParams }: PageProps<'/notifications'>) {
  const viewer = await requireViewer();
  const { query, ignored } = pageQuery(centreQuery, await searchParams);
  const page = begin(getNotifications(viewer, query));
  const timeZone = await timeZoneOf(viewer);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Notifications" actions={<MarkAllRead />} />
      <NotificationPlaces current={query.show === 'unread' ? 'Unread' : 'All'} />
      <IgnoredNotice ignored={ignored} className="mb-4" />
      <PartBoundary what="The list of notifications">
        <Suspense
          key={JSON.stringify(query)}
          fallback={<TableSkeleton label="Loading the notifications…" rows={8} />}
        >
          <NotificationList query={query} page={page} timeZone={timeZone} now={new Date().toISOString()} />
        </Suspense>
      </PartBoundary>
    </div>
  );
}
