import type { Metadata } from 'next';
import { HoldList } from '@/components/records/rights/hold-list';
import { RecordsHead } from '@/components/records/rights/records-places';
import { RetentionTable } from '@/components/records/rights/retention-table';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getHolds } from '@/lib/records/retention/holds';

export const metadata: Metadata = { title: 'Retention' };

export default async function RetentionPage() {
  const viewer = await requireViewer('ADMIN');
  const [holds, timeZone] = await Promise.all([getHolds(viewer), timeZoneOf(viewer)]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Retention"
        title="Retention"
        lead="What is kept how long, and why. A hold, or a request that is not answered yet, keeps everything of a student."
      />
      <RetentionTable />
      <HoldList holds={holds} timeZone={timeZone} />
    </div>
  );
}
