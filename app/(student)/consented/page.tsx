import type { Metadata } from 'next';
import { AccessForm } from '@/components/records/access-form';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { refusePage, requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { date } from '@/lib/format';
import { getConsentedRecords } from '@/lib/records/consents/queries';

export const metadata: Metadata = { title: 'Records opened to you' };

/** For whoever a consent names as the party; for nobody else does it exist. */
export default async function ConsentedPage() {
  const viewer = await requireViewer();
  const [records, timeZone] = await Promise.all([getConsentedRecords(viewer), timeZoneOf(viewer)]);
  if (records.length === 0) return refusePage(viewer);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title="Records opened to you"
        lead="What students, or their guardians, let you see. They can take it back at any time, and read when you looked and why."
      />
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
