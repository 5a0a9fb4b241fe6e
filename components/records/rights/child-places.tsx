import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import type { Child } from './child';

const places = [
  { path: '', label: 'The record' },
  { path: '/choices', label: 'What may be shared' },
  { path: '/requests', label: 'Requests' },
] as const;

type ChildHeadProps = { child: Child; current: (typeof places)[number]['label']; lead: string };

/** The head of a guardian's pages about one child, with the way to the others. */
export const ChildHead = ({ child: { id, name }, current, lead }: ChildHeadProps) => (
  <>
    <PageHeader
      className="mb-0"
      above={<Breadcrumbs crumbs={[{ label: 'Your children', href: '/guardian' }, { label: name }]} />}
      title={name}
      lead={lead}
    />
    <Tabs
      label={`What concerns ${name}`}
      tabs={places.map(({ path, label }) => ({
        href: `/guardian/${id}${path}`,
        label,
        current: label === current,
      }))}
    />
  </>
);
