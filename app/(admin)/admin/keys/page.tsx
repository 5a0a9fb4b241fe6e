import type { Metadata } from 'next';
import { KeyClass } from '@/components/keys/key-class';
import { MasterKeyNote } from '@/components/keys/master-key-note';
import { Glossary } from '@/components/page/glossary';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { dateTime } from '@/lib/format';
import { getKeyOverview } from '@/lib/keys/overview';

export const metadata: Metadata = { title: 'Keys' };

const shown = ['STUDENT_RECORDS', 'ACADEMIC_RECORDS', 'COMMUNICATIONS', 'LOOKUPS'] as const;

export default async function KeysPage() {
  const viewer = await requireViewer('ADMIN');
  const { asOf, master, keys } = await orNotFound(getKeyOverview(viewer));
  const timeZone = await timeZoneOf(viewer);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={<Breadcrumbs crumbs={[{ label: 'Overview', href: '/admin' }, { label: 'Keys' }]} />}
        title="Keys"
        lead="What is sensitive is stored encrypted, with keys that are themselves encrypted by a master key outside the database. Each kind of value has keys of its own, which are replaced on schedule while everybody goes on working."
        actions={
          <LinkButton href="/admin/audit?action=key.rotate" variant="secondary">
            Rotations so far
          </LinkButton>
        }
      >
        <p className="text-sm text-ink-soft">
          As of <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time>. Counted in the stored values
          themselves.
        </p>
        <MasterKeyNote state={master} />
        <Glossary words={['Data key', 'Master key', 'Wrapped', 'Sealed', 'Rotation']} />
      </PageHeader>
      {shown.map((keyClass) => (
        <KeyClass
          key={keyClass}
          keyClass={keyClass}
          keys={keys.filter((key) => key.keyClass === keyClass)}
          timeZone={timeZone}
        />
      ))}
    </div>
  );
}
