'use client';

import { Bell } from 'lucide-react';
import { LinkButton } from '@/components/ui/link-button';
import { useUnread } from '@/lib/notifications/client';
import { mostCounted } from '@/lib/notifications/most-counted';

/** The way to the notifications, and how many are unread. */
export function NotificationBell() {
  const unread = useUnread() ?? 0;
  const shown = unread >= mostCounted ? `${mostCounted - 1}+` : String(unread);
  return (
    <LinkButton
      href="/notifications"
      variant="quiet"
      size="icon"
      prefetch={false}
      aria-label={unread > 0 ? `Notifications, ${shown} unread` : 'Notifications'}
      className="relative"
    >
      <Bell />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 left-1/2 min-w-4.5 rounded-pill bg-accent px-1 text-center text-xs leading-4.5 font-semibold text-on-accent tabular-nums"
        >
          {shown}
        </span>
      )}
    </LinkButton>
  );
}
