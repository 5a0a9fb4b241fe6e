import { BellOff, CheckCheck } from 'lucide-react';
import { RefusedPage } from '@/components/page/refused-page';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import { Refusal } from '@/lib/errors';
import { relative } from '@/lib/format';
import type { CentrePage, CentreQuery } from '@/lib/notifications/schema';
import { pageHref } from '@/lib/page-query';
import { NotificationItem } from './notification-item';

type NotificationListProps = {
  query: CentreQuery;
  page: Promise<CentrePage | Refusal>;
  timeZone: string;
  now: string;
};

/** One page of what somebody was told, or what there is instead. */
export async function NotificationList({ query, page, timeZone, now }: NotificationListProps) {
  const answer = await page;
  const firstPage = pageHref('/notifications', { show: query.show });
  if (answer instanceof Refusal) return <RefusedPage message={answer.message} firstPage={firstPage} />;
  if (answer.notifications.length === 0) return <Nothing isUnreadOnly={query.show === 'unread'} />;
  const { notifications, nextCursor } = answer;
  return (
    <div className="flex flex-col gap-3">
      <ul className="overflow-hidden rounded-card border bg-paper-raised">
        {notifications.map((notification) => (
          <NotificationItem
            key={notification.id}
            notification={notification}
            when={relative(notification.createdAt, now, timeZone)}
          />
        ))}
      </ul>
      <Pagination
        label="Pages of the notifications"
        nextHref={nextCursor && pageHref('/notifications', { show: query.show, cursor: nextCursor })}
        summary={query.cursor && <TextLink href={firstPage}>First page</TextLink>}
      />
    </div>
  );
}

function Nothing({ isUnreadOnly }: { isUnreadOnly: boolean }) {
  if (isUnreadOnly) {
    return (
      <EmptyState icon={<CheckCheck />} title="You have read everything">
        <p>What comes next appears here.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<BellOff />}
      title="Nothing yet"
      action={
        <LinkButton href="/notifications/preferences" variant="secondary">
          Choose what you want to be told
        </LinkButton>
      }
    >
      <p>Messages and news about courses and records appear here.</p>
    </EmptyState>
  );
}
