import type { Metadata } from 'next';
import { EmergencyForm } from '@/components/records/emergency-form';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { refusePage, requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';

export const metadata: Metadata = { title: 'Somebody is in danger' };

/** For staff who see a threat to a student whom they need not teach (34 CFR 99.36). */
export default async function EmergencyPage() {
  const viewer = await requireViewer();
  if (viewer.role === 'STUDENT') return refusePage(viewer);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={<Breadcrumbs crumbs={[{ label: 'Teaching', href: '/teach' }, { label: 'Emergency' }]} />}
        title="Somebody is in danger"
        lead="Where somebody’s health or safety is in danger, the record of any student of your institution opens at once. Somebody else reviews afterwards whether there was an emergency, and the student reads what you state here."
      />
      <EmergencyForm timeZone={await timeZoneOf(viewer)} />
    </div>
  );
}
