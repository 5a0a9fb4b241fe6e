import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PartBoundary } from '@/components/page/part-boundary';
import { FiguresSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { healthToCome } from '@/components/performance/figures-to-come';
import { HealthGlance } from '@/components/performance/health-glance';
import { ImportRuns } from '@/components/performance/import-runs';
import { InstitutionFigures, InstitutionSkeleton } from '@/components/performance/institution-figures';
import { ChildrenNotice } from '@/components/records/rights/children-notice';
import { WaitingNotice } from '@/components/records/rights/waiting-notice';
import { FurtherPlaces } from '@/components/shell/further-places';
import { administratorPlaces } from '@/components/shell/navigation';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { started } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { asAdministrator } from '@/lib/access/transaction';
import { dateTime } from '@/lib/format';
import { readImports, readInstitution } from '@/lib/performance/institution';
import { readServer } from '@/lib/performance/server';
import { getChildren } from '@/lib/records/guardians/queries';
import { getWaiting } from '@/lib/records/waiting';

export const metadata: Metadata = { title: 'Overview' };

export default async function AdminPage() {
  const viewer = await requireViewer('ADMIN');
  const figures = started(asAdministrator(viewer, readInstitution));
  const imports = started(asAdministrator(viewer, (tx, institutionId) => readImports(tx, institutionId)));
  const server = started(asAdministrator(viewer, (tx) => readServer(tx)));
  const [timeZone, children, waiting] = await Promise.all([
    timeZoneOf(viewer),
    getChildren(viewer),
    getWaiting(viewer),
  ]);
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        title="Overview"
        lead="What your institution holds, and whether everything runs."
        actions={
          <LinkButton href="/admin/compliance" variant="secondary">
            Compliance
          </LinkButton>
        }
      >
        <p className="text-sm text-ink-soft">
          As of <time dateTime={now}>{dateTime(now, timeZone)}</time> ({timeZone}).
        </p>
      </PageHeader>
      {children.length > 0 && <ChildrenNotice names={children.map(({ name }) => name)} />}
      <WaitingNotice {...waiting} />
      <div className="flex flex-col gap-5">
        <PartBoundary what="The figures of your institution">
          <Suspense fallback={<InstitutionSkeleton />}>
            <InstitutionFigures figures={figures} />
          </Suspense>
        </PartBoundary>
        <Card
          title="Server"
          actions={
            <LinkButton href="/admin/performance" variant="secondary" size="sm">
              Performance
            </LinkButton>
          }
        >
          <PartBoundary what="The state of the server">
            <Suspense
              fallback={<FiguresSkeleton label="Loading the state of the server…" figures={healthToCome} />}
            >
              <HealthGlance server={server} now={now} />
            </Suspense>
          </PartBoundary>
        </Card>
        <FurtherPlaces places={administratorPlaces} />
        <section aria-labelledby="imports-title" className="mt-5 flex flex-col gap-4">
          <h2 id="imports-title" className="font-serif text-2xl font-semibold">
            Newest imports
          </h2>
          <PartBoundary what="The list of imports">
            <Suspense fallback={<TableSkeleton label="Loading the imports…" rows={5} />}>
              <ImportRuns runs={imports} now={now} timeZone={timeZone} />
            </Suspense>
          </PartBoundary>
        </section>
      </div>
    </>
  );
}
