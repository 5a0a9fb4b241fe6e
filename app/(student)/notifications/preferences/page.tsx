import type { Metadata } from 'next';
import { NotificationPlaces } from '@/components/notifications/notification-places';
import { PreferencesForm } from '@/components/notifications/preferences-form';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { sendsMail } from '@/lib/notifications/mail/mail-settings';
import { getPreferences } from '@/lib/notifications/preferences';

export const metadata: Metadata = { title: 'Notification choices' };

export default async function PreferencesPage() {
  const viewer = await requireViewer();
  const [preferences, timeZone] = await Promise.all([getPreferences(viewer), timeZoneOf(viewer)]);
  const mail = { sends: sendsMail(), address: viewer.email };
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Notifications" lead="What you want to be told, and how." />
      <NotificationPlaces current="Choices" />
      <PreferencesForm preferences={preferences} mail={mail} timeZone={timeZone} />
    </div>
  );
}
