import type { ReactNode } from 'react';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { count } from '@/lib/format';
import type { Waiting } from '@/lib/records/waiting';

const places = [
  { href: '/admin/records', label: 'Ask' },
  { href: '/admin/records/requests', label: 'Requests' },
  { href: '/admin/records/students', label: 'One student' },
  { href: '/admin/records/emergencies', label: 'Emergencies' },
  { href: '/admin/records/retention', label: 'Retention' },
] as const;

type RecordsHeadProps = {
  current: (typeof places)[number]['label'];
  title: string;
  lead: string;
  waiting: Waiting;
  actions?: ReactNode;
};

/** The head of an administrator's pages about education records, with the way to the others. */
export const RecordsHead = ({ current, title, lead, waiting, actions }: RecordsHeadProps) => (
  <>
    <PageHeader
      className="mb-0"
      above={<Breadcrumbs crumbs={[{ label: 'Overview', href: '/admin' }, { label: 'Records' }]} />}
      title={title}
      lead={lead}
      actions={actions}
    />
    <Tabs
      label="Education records"
      tabs={places.map((place) => ({
        ...place,
        current: place.label === current,
        count: countsOf(waiting).get(place.label),
      }))}
    />
  </>
);

const countsOf = ({ requests, emergencies }: Waiting) =>
  new Map<string, string>([
    ...(requests > 0 ? ([['Requests', `${count(requests)} waiting`]] as const) : []),
    ...(emergencies > 0 ? ([['Emergencies', `${count(emergencies)} waiting`]] as const) : []),
  ]);
