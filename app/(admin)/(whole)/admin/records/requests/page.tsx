import type { Metadata } from 'next';
import { AmendmentQueue } from '@/components/records/rights/amendment-queue';
import { ErasureQueue } from '@/components/records/rights/erasure-queue';
import { InspectionQueue } from '@/components/records/rights/inspection-queue';
import { RecordsHead } from '@/components/records/rights/records-places';
import { TextLink } from '@/components/ui/text-link';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { openRequests } from '@/lib/records/requests';
import { getWaiting } from '@/lib/records/waiting';

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage() {
  const viewer = await requireViewer('ADMIN');
  const [requests, timeZone, waiting] = await Promise.all([
    openRequests(viewer),
    timeZoneOf(viewer),
    getWaiting(viewer),
  ]);
  const { inspections, amendments, erasures } = requests;
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Requests"
        waiting={waiting}
        title="Requests of students"
        lead="A student who asks to see the record gets an answer within 45 days. Nothing of it is deleted meanwhile."
      />
      <p className="max-w-reading text-sm text-ink-soft">
        Did a request come by letter, or from somebody who cannot sign in any more?{' '}
        <TextLink href="/admin/records/students">Find the student and enter it there</TextLink>.
      </p>
      <h2 className="font-serif text-xl font-semibold">To see the record</h2>
      <InspectionQueue inspections={inspections} viewerId={viewer.userId} timeZone={timeZone} />
      <h2 className="font-serif text-xl font-semibold">To amend it</h2>
      <AmendmentQueue amendments={amendments} viewerId={viewer.userId} timeZone={timeZone} />
      <h2 className="font-serif text-xl font-semibold">To be forgotten</h2>
      <ErasureQueue erasures={erasures} viewerId={viewer.userId} timeZone={timeZone} />
    </div>
  );
}
