import type { Metadata } from 'next';
import { ConfidentialView } from '@/components/confidential/confidential-view';
import { PrivacyHead } from '@/components/records/rights/privacy-places';
import { orNotFound } from '@/lib/access/page-reads';
import { requireRecord } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getOwnDetails } from '@/lib/confidential/read';
import { dateTime } from '@/lib/format';

export const metadata: Metadata = { title: 'What is kept in confidence' };

export default async function OwnDetailsPage() {
  const viewer = await requireRecord();
  const details = await orNotFound(getOwnDetails(viewer));
  const timeZone = await timeZoneOf(viewer);
  return (
    <div className="flex flex-col gap-6">
      <PrivacyHead
        role={viewer.role}
        current="In confidence"
        title="What is kept in confidence"
        lead="What your institution keeps about you that your teachers here cannot see. It is stored encrypted; administrators must say why before they see it, and you see that they did."
      />
      {details.changedAt && (
        <p className="text-sm text-ink-soft">
          Last changed <time dateTime={details.changedAt}>{dateTime(details.changedAt, timeZone)}</time>.
        </p>
      )}
      <ConfidentialView details={details} />
    </div>
  );
}
