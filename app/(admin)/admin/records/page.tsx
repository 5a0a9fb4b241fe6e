import type { Metadata } from 'next';
import { z } from 'zod';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { AccessForm } from '@/components/records/access-form';
import { RecordsHead } from '@/components/records/rights/records-places';
import { LinkButton } from '@/components/ui/link-button';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { optional } from '@/lib/list-query';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Records' };

const recordsQuery = z.strictObject({ student: optional(z.guid()) });

export default async function RecordsPage({ searchParams }: PageProps<'/admin/records'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(recordsQuery, await searchParams);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Ask"
        title="Records"
        lead="Education records are seen for a reason, by people who have one. Say which record, how much of it, and why; the answer and every refusal stand in the trail."
        actions={
          <LinkButton href="/admin/audit?action=record.access" variant="secondary">
            Requests so far
          </LinkButton>
        }
      />
      <IgnoredNotice ignored={ignored} />
      <AccessForm key={query.student} studentId={query.student} timeZone={await timeZoneOf(viewer)} />
    </div>
  );
}
