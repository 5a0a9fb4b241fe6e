import { Tabs } from '@/components/ui/tabs';

const places = [
  { href: '/notifications', label: 'All' },
  { href: '/notifications?show=unread', label: 'Unread' },
  { href: '/notifications/preferences', label: 'Choices' },
] as const;

export type NotificationPlace = (typeof places)[number]['label'];

/** What there is about notifications. */
export const NotificationPlaces = ({ current }: { current: NotificationPlace }) => (
  <Tabs
    label="Notifications"
    className="mb-6"
    tabs={places.map((place) => ({ ...place, current: place.label === current }))}
  />
);
