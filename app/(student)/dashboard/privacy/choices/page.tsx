import type { Metadata } from 'next';
import { ConsentForm, takenBack } from '@/components/records/rights/consent-form';
import { ConsentList } from '@/components/records/rights/consent-list';
import { DirectoryCard } from '@/components/records/rights/directory-card';
import { GuardianHolds } from '@/components/records/rights/guardian-holds';
import { PrivacyHead } from '@/components/records/rights/privacy-places';
import { Card } from '@/components/ui/card';
import { requireRecord } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getOwnConsents } from '@/lib/records/consents/queries';
import { getDirectoryChoice } from '@/lib/records/directory/choice';
import { holdsOwnRights } from '@/lib/records/own-rights';

export const metadata: Metadata = { title: 'What may be shared' };

export default async function ChoicesPage() {
  const viewer = await requireRecord();
  const [choice, consents, isHolder, timeZone] = await Promise.all([
    getDirectoryChoice(viewer),
    getOwnConsents(viewer),
    holdsOwnRights(viewer),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <PrivacyHead
        role={viewer.role}
        current="What may be shared"
        title="What may be shared"
        lead="Nobody outside your institution sees your record unless you let them or a law asks for it."
      />
      {!isHolder && <GuardianHolds />}
      <DirectoryCard choice={choice} timeZone={timeZone} canAllow={isHolder} />
      <Card title="Let somebody see your record">
        <div className="flex flex-col gap-5">
          <ConsentList consents={consents} timeZone={timeZone} canRevoke />
          {isHolder && <ConsentForm key={takenBack(consents)} signer={viewer.displayName} />}
        </div>
      </Card>
    </div>
  );
}
