import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ComplianceReport } from '@/components/compliance/compliance-report';
import { Glossary } from '@/components/page/glossary';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { buttonStyles } from '@/components/ui/button-styles';
import { PageHeader } from '@/components/ui/page-header';
import { started } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { makeReport } from '@/lib/compliance/report';

export const metadata: Metadata = { title: 'Compliance' };

export default async function CompliancePage() {
  const viewer = await requireViewer('ADMIN');
  const report = started(makeReport(viewer));
  const timeZone = await timeZoneOf(viewer);
  return (
    <>
      <PageHeader
        above={<Breadcrumbs crumbs={[{ label: 'Overview', href: '/admin' }, { label: 'Compliance' }]} />}
        title="Compliance"
        lead="Whether what protects records is in place, with the evidence. Print it, or take it as a dated file."
        actions={
          <a href="/api/v1/admin/compliance" download className={buttonStyles({ variant: 'secondary' })}>
            <Download /> Report (JSON)
          </a>
        }
      >
        <Glossary
          words={['Row security', 'Sealed', 'Data key', 'Checkpoint of the trail', 'Drill', 'Hold']}
        />
      </PageHeader>
      <PartBoundary what="The checks">
        <Suspense fallback={<TableSkeleton label="Checking…" rows={12} tall />}>
          <ComplianceReport report={report} timeZone={timeZone} />
        </Suspense>
      </PartBoundary>
    </>
  );
}
