import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { DetailsForm } from '@/components/confidential/details-form';
import { EntryForm } from '@/components/confidential/entry-form';
import { EntryList } from '@/components/confidential/entry-list';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getDetailsState } from '@/lib/confidential/state';
import { dateTime } from '@/lib/format';

export const metadata: Metadata = { title: 'Confidential details' };

export default async function StudentDetailsPage({ params }: PageProps<'/admin/people/[userId]'>) {
  const viewer = await requireViewer('ADMIN');
  const studentId = await orNotFound(params.then(({ userId }) => pathId(userId)));
  const state = await orNotFound(getDetailsState(viewer, studentId));
  const timeZone = await timeZoneOf(viewer);
  const { student, changedAt, changedBy, entries } = state;
  const newEntryId = randomUUID();
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={
          <Breadcrumbs
            crumbs={[
              { label: 'Overview', href: '/admin' },
              { label: 'People', href: '/admin/people' },
              { label: student.name },
            ]}
          />
        }
        title={student.name}
        lead="Confidential details are stored encrypted. Here you write them; to read them, ask for the record in full, with a purpose and a justification."
        actions={
          <LinkButton href={`/admin/records?student=${student.id}`} variant="secondary">
            Ask for the record
          </LinkButton>
        }
      >
        <p className="flex w-full flex-wrap gap-x-4 gap-y-1 text-sm">
          <TextLink href={`/admin/audit/records/${student.id}`} prefetch={false}>
            Timeline: who looked at the record, and what changed
          </TextLink>
          <TextLink href={`/admin/records/students?student=${student.id}`} prefetch={false}>
            Rights: letters, guardians and consents
          </TextLink>
          <TextLink href="/admin/records/requests" prefetch={false}>
            Open requests about records
          </TextLink>
        </p>
        {changedAt && (
          <p className="text-sm text-ink-soft">
            Last changed <time dateTime={changedAt}>{dateTime(changedAt, timeZone)}</time> by {changedBy}.
          </p>
        )}
      </PageHeader>
      <Card title="Details">
        <DetailsForm state={state} />
      </Card>
      <Card title="Academic record">
        <div className="flex flex-col gap-6">
          <EntryList studentId={student.id} entries={entries} timeZone={timeZone} />
          <EntryForm studentId={student.id} newEntryId={newEntryId} today={state.today} />
        </div>
      </Card>
    </div>
  );
}
