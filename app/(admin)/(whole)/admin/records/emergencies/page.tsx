import type { Metadata } from 'next';
import { EmergencyList } from '@/components/records/rights/emergency-list';
import { RecordsHead } from '@/components/records/rights/records-places';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { openEmergencies } from '@/lib/records/emergencies/review';
import { getWaiting } from '@/lib/records/waiting';

export const metadata: Metadata = { title: 'Emergencies' };

export default async function EmergenciesPage() {
  const viewer = await requireViewer('ADMIN');
  const [emergencies, timeZone, waiting] = await Promise.all([
    openEmergencies(viewer),
    timeZoneOf(viewer),
    getWaiting(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Emergencies"
        waiting={waiting}
        title="Records opened in emergencies"
        lead="Whoever sees a threat to somebody’s health or safety may open a record at once. Each such look is reviewed by another administrator."
      />
      <EmergencyList emergencies={emergencies} viewerId={viewer.userId} timeZone={timeZone} />
    </div>
  );
}
