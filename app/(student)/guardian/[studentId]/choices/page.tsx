import type { Metadata } from 'next';
import { ChildHead } from '@/components/records/rights/child-places';
import { CollectionCard } from '@/components/records/rights/collection-card';
import { ConsentForm, takenBack } from '@/components/records/rights/consent-form';
import { ConsentList } from '@/components/records/rights/consent-list';
import { DirectoryCard } from '@/components/records/rights/directory-card';
import { Card } from '@/components/ui/card';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getDirectoryChoice } from '@/lib/records/directory/choice';
import { openChildChoices } from '@/lib/records/guardians/child-file';
import { requireChild } from '@/lib/records/guardians/require-child';

export const metadata: Metadata = { title: 'What may be shared of your child’s record' };

export default async function ChildChoicesPage({ params }: PageProps<'/guardian/[studentId]/choices'>) {
  const { viewer, child } = await requireChild((await params).studentId);
  const [{ collection, consents }, choice, timeZone] = await Promise.all([
    openChildChoices(viewer, child.id),
    getDirectoryChoice(viewer, child.id),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <ChildHead
        child={child}
        current="What may be shared"
        lead="Nobody outside the institution sees the record unless you let them or a law asks for it."
      />
      {collection && (
        <CollectionCard
          child={child}
          collection={collection}
          signer={viewer.displayName}
          timeZone={timeZone}
        />
      )}
      <DirectoryCard choice={choice} timeZone={timeZone} child={child} />
      <Card title="Let somebody see the record">
        <div className="flex flex-col gap-5">
          <ConsentList consents={consents} timeZone={timeZone} canRevoke />
          <ConsentForm key={takenBack(consents)} signer={viewer.displayName} studentId={child.id} />
        </div>
      </Card>
    </div>
  );
}
