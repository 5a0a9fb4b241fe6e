import { Tabs } from '@/components/ui/tabs';

/** The two sides of the trail: everything that happened, and what somebody should look into. */
export function AuditTabs({ current }: { current: 'events' | 'flags' }) {
  return (
    <Tabs
      label="The audit trail"
      tabs={[
        { href: '/admin/audit', label: 'Events', current: current === 'events' },
        { href: '/admin/audit/flags', label: 'To look into', current: current === 'flags' },
      ]}
    />
  );
}
