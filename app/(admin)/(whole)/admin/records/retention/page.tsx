import type { Metadata } from 'next';
import { HoldList } from '@/components/records/rights/hold-list';
import { RecordsHead } from '@/components/records/rights/records-places';
import { RetentionTable } from '@/components/records/rights/retention-table';
import { TermForm } from '@/components/records/rights/term-form';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getHolds } from '@/lib/records/retention/holds';
import { getTerms } from '@/lib/records/retention/terms';

export const metadata: Metadata = { title: 'Retention' };

export default async function RetentionPage() {
  const viewer = await requireViewer('ADMIN');
  const [terms, holds, timeZone] = await Promise.all([
    getTerms(viewer),
    getHolds(viewer),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Retention"
        title="Retention"
        lead="What is kept how long, and why. A hold, or a request that is not answered yet, keeps everything of a student."
      />
      <RetentionTable terms={terms} timeZone={timeZone} />
      <TermForm />
      <HoldList holds={holds} timeZone={timeZone} />
    </div>
  );
}
