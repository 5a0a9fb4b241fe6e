import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';

const places = [
  { href: '/dashboard/privacy', label: 'Who looked' },
  { href: '/dashboard/privacy/choices', label: 'What may be shared' },
  { href: '/dashboard/privacy/requests', label: 'Your requests' },
  { href: '/dashboard/privacy/details', label: 'In confidence' },
] as const;

type PrivacyHeadProps = { current: (typeof places)[number]['label']; title: string; lead: string };

/** The head of a student's pages about the own record, with the way to the others. */
export const PrivacyHead = ({ current, title, lead }: PrivacyHeadProps) => (
  <>
    <PageHeader
      className="mb-0"
      above={<Breadcrumbs crumbs={[{ label: 'Your learning', href: '/dashboard' }, { label: 'Privacy' }]} />}
      title={title}
      lead={lead}
    />
    <Tabs
      label="Your record"
      tabs={places.map((place) => ({ ...place, current: place.label === current }))}
    />
  </>
);
