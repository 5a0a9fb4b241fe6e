'use client';

import { useQueryClient } from '@tanstack/react-query';
import { IntentLink } from '@/components/ui/intent-link';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { markAsRead } from '@/lib/notifications/client';
import type { Notification } from '@/lib/notifications/schema';
import { KindIcon } from './kind-icon';

type NotificationItemProps = { notification: Notification; when: { text: string; title: string } };

/** One thing that somebody was told; following it marks it as read. */
export function NotificationItem({ notification, when }: NotificationItemProps) {
  const client = useQueryClient();
  const { id, kind, title, body, courseTitle, href, createdAt } = notification;
  const isUnread = notification.readAt === null;
  return (
    <li className="relative flex gap-4 border-b px-4 py-4 last:border-b-0 hover:bg-paper-sunken sm:px-5">
      <span className={isUnread ? 'text-accent' : 'text-ink-soft'}>
        <KindIcon kind={kind} />
      </span>
      <div className="min-w-0 grow">
        <p className={isUnread ? 'font-semibold' : undefined}>
          {isUnread && <VisuallyHidden>Unread: </VisuallyHidden>}
          <IntentLink
            href={href}
            onClick={() => void (isUnread && markAsRead(client, id))}
            className="wrap-anywhere after:absolute after:inset-0 hover:text-accent hover:underline"
          >
            {title}
          </IntentLink>
        </p>
        <p className="text-sm wrap-anywhere text-ink-soft">{body}</p>
        <p className="mt-1 flex flex-wrap gap-x-2 text-xs text-ink-soft">
          <time dateTime={createdAt} title={when.title}>
            {when.text}
          </time>
          {courseTitle && <span>· {courseTitle}</span>}
        </p>
      </div>
      {isUnread && <span aria-hidden="true" className="mt-2 size-2.5 shrink-0 rounded-pill bg-accent" />}
    </li>
  );
}
