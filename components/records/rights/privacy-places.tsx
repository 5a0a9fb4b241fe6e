import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import type { Role } from '@/lib/access/viewer';

const places = [
  { href: '/dashboard/privacy', label: 'Who looked' },
  { href: '/dashboard/privacy/choices', label: 'What may be shared' },
  { href: '/dashboard/privacy/requests', label: 'Your requests' },
  { href: '/dashboard/privacy/details', label: 'In confidence' },
] as const;

const starts: Record<Role, { label: string; href: string }> = {
  STUDENT: { label: 'Your learning', href: '/dashboard' },
  INSTRUCTOR: { label: 'Teaching', href: '/teach' },
  ADMIN: { label: 'Overview', href: '/admin' },
};

type PrivacyHeadProps = {
  /** What the reader is now: whoever teaches or administers was a student. */
  role: Role;
  current: (typeof places)[number]['label'];
  title: string;
  lead: string;
};

/** The head of the pages about the own record, with the way to the others. */
export const PrivacyHead = ({ role, current, title, lead }: PrivacyHeadProps) => (
  <>
    <PageHeader
      className="mb-0"
      above={<Breadcrumbs crumbs={[starts[role], { label: 'Privacy' }]} />}
      title={title}
      lead={lead}
    >
      {role !== 'STUDENT' && (
        <p className="text-sm text-ink-soft">
          This is about the time when you were a student here. Your record from then is kept, and your rights
          in it stay yours.
        </p>
      )}
    </PageHeader>
    <Tabs
      label="Your record"
      tabs={places.map((place) => ({ ...place, current: place.label === current }))}
    />
  </>
);
