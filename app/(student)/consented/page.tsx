import { FileLock2 } from 'lucide-react';
import type { Metadata } from 'next';
import { AccessForm } from '@/components/records/access-form';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { date } from '@/lib/format';
import { getConsentedRecords } from '@/lib/records/consents/queries';

export const metadata: Metadata = { title: 'Records opened to you' };

/** For whoever a consent names as the party; to all others it is empty, also where one named them once. */
export default async function ConsentedPage() {
  const viewer = await requireViewer();
  const [records, timeZone] = await Promise.all([getConsentedRecords(viewer), timeZoneOf(viewer)]);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title="Records opened to you"
        lead="What students, or their guardians, let you see. They can take it back at any time, and read when you looked and why."
      />
      {records.length === 0 && (
        <EmptyState icon={<FileLock2 />} title="No record is open to you at the moment">
          <p>
            When a student, or a guardian, signs a consent that names you, the record appears here for as long
            as the consent is in force.
          </p>
        </EmptyState>
      )}
      {records.map(({ id, studentId, name, institution, records: most, purpose, expiresOn }) => (
        <Card key={id} title={name}>
          <p className="mb-4 text-ink-soft">
            {institution ? `${institution}. ` : ''}For “{purpose}” and nothing else, until{' '}
            {date(expiresOn, 'UTC')}.
          </p>
          <AccessForm studentId={studentId} timeZone={timeZone} consent={{ purpose, records: most }} />
        </Card>
      ))}
    </div>
  );
}
