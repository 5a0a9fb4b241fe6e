import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccessForm } from '@/components/records/access-form';
import { ChildRights } from '@/components/records/rights/child-rights';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Your children' };

/** For whoever holds the rights in somebody’s record as a guardian; for nobody else does it exist. */
export default async function GuardianPage() {
  const viewer = await requireViewer();
  const [children, timeZone] = await Promise.all([getChildren(viewer), timeZoneOf(viewer)]);
  if (children.length === 0) notFound();
  return (
    <div className="flex flex-col gap-8">
      <PageHeader
        className="mb-0"
        title="Your children"
        lead="Until they are 18 or begin postsecondary education, you see their records and decide about them."
      />
      {children.map(({ id, name }) => (
        <section key={id} className="flex flex-col gap-4 border-t pt-6">
          <h2 className="font-serif text-2xl font-semibold">{name}</h2>
          <AccessForm studentId={id} timeZone={timeZone} />
          <ChildRights studentId={id} signer={viewer.displayName} />
        </section>
      ))}
    </div>
  );
}
