import type { Metadata } from 'next';
import { GuardianHolds } from '@/components/records/rights/guardian-holds';
import { OwnAmendments } from '@/components/records/rights/own-amendments';
import { OwnErasures } from '@/components/records/rights/own-erasures';
import { OwnInspections } from '@/components/records/rights/own-inspections';
import { PrivacyHead } from '@/components/records/rights/privacy-places';
import { requireRecord } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getContestableCourses, getOwnAmendments } from '@/lib/records/amendments/queries';
import { getOwnErasures } from '@/lib/records/erasure/queries';
import { getOwnInspections } from '@/lib/records/inspection/queries';
import { holdsOwnRights } from '@/lib/records/own-rights';

export const metadata: Metadata = { title: 'Your requests' };

export default async function RequestsPage() {
  const viewer = await requireRecord();
  const [inspections, amendments, courses, erasures, isHolder, timeZone] = await Promise.all([
    getOwnInspections(viewer),
    getOwnAmendments(viewer),
    getContestableCourses(viewer),
    getOwnErasures(viewer),
    holdsOwnRights(viewer),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <PrivacyHead
        role={viewer.role}
        current="Your requests"
        title="Your requests"
        lead="See everything that is kept about you, and have it put right where it is wrong."
      />
      {!isHolder && <GuardianHolds />}
      <OwnInspections inspections={inspections} timeZone={timeZone} canAsk={isHolder} />
      <OwnAmendments amendments={amendments} courses={courses} timeZone={timeZone} canAsk={isHolder} />
      <OwnErasures erasures={erasures} timeZone={timeZone} canAsk={isHolder} />
    </div>
  );
}
