import type { Metadata } from 'next';
import { CopyForm } from '@/components/records/copy-form';
import { ChildHead } from '@/components/records/rights/child-places';
import { OwnAmendments } from '@/components/records/rights/own-amendments';
import { OwnErasures } from '@/components/records/rights/own-erasures';
import { OwnInspections } from '@/components/records/rights/own-inspections';
import { Card } from '@/components/ui/card';
import { timeZoneOf } from '@/lib/access/time-zone';
import { openChildRequests } from '@/lib/records/guardians/child-file';
import { requireChild } from '@/lib/records/guardians/require-child';

export const metadata: Metadata = { title: 'Requests about your child’s record' };

export default async function ChildRequestsPage({ params }: PageProps<'/guardian/[studentId]/requests'>) {
  const { viewer, child } = await requireChild((await params).studentId);
  const [{ inspections, amendments, courses, erasures }, timeZone] = await Promise.all([
    openChildRequests(viewer, child.id),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <ChildHead
        child={child}
        current="Requests"
        lead="Take a copy of everything that is kept, and have it put right where it is wrong."
      />
      <Card title="Take a copy away">
        <CopyForm studentId={child.id} about={child.name} holdsTheRights />
      </Card>
      <OwnInspections inspections={inspections} timeZone={timeZone} child={child} />
      <OwnAmendments amendments={amendments} courses={courses} timeZone={timeZone} child={child} />
      <OwnErasures erasures={erasures} timeZone={timeZone} child={child} />
    </div>
  );
}
