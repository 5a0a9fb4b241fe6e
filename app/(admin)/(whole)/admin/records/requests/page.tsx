import type { Metadata } from 'next';
import { InspectionQueue } from '@/components/records/rights/inspection-queue';
import { RecordsHead } from '@/components/records/rights/records-places';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getInspections } from '@/lib/records/inspection/queries';

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage() {
  const viewer = await requireViewer('ADMIN');
  const [inspections, timeZone] = await Promise.all([getInspections(viewer), timeZoneOf(viewer)]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Requests"
        title="Requests of students"
        lead="A student who asks to see the record gets an answer within 45 days. Nothing of it is deleted meanwhile."
      />
      <InspectionQueue inspections={inspections} timeZone={timeZone} />
    </div>
  );
}
