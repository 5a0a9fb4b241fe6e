import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Glossary } from '@/components/page/glossary';
import { PartBoundary } from '@/components/page/part-boundary';
import { FiguresSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { CheckHistory } from '@/components/performance/check-history';
import { CheckReport } from '@/components/performance/check-report';
import { serverToCome } from '@/components/performance/figures-to-come';
import { IndexUses } from '@/components/performance/index-uses';
import { JobQueues } from '@/components/performance/job-queues';
import { LiveSessions } from '@/components/performance/live-sessions';
import { PageSection } from '@/components/performance/page-section';
import { PartStandingToCome } from '@/components/performance/part-standing';
import {
  checksStanding,
  latencyStanding,
  liveStanding,
  queueStanding,
  rehearsalStanding,
  settingsStanding,
} from '@/components/performance/part-standings';
import { performanceHeadings } from '@/components/performance/performance-headings';
import { PerformanceParts } from '@/components/performance/performance-parts';
import { RehearsalReport } from '@/components/performance/rehearsal-report';
import { RouteLatencies } from '@/components/performance/route-latencies';
import { ServerFigures } from '@/components/performance/server-figures';
import { SettingsReview } from '@/components/performance/settings-review';
import { StatementCosts } from '@/components/performance/statement-costs';
import { StatementPlan } from '@/components/performance/statement-plan';
import { StorageForecast } from '@/components/performance/storage-forecast';
import { TableActivity } from '@/components/performance/table-activity';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { started } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { asAdministrator } from '@/lib/access/transaction';
import { dateTime } from '@/lib/format';
import { readQueueState } from '@/lib/jobs/state';
import { readPlan } from '@/lib/optimizer/explain/read-plan';
import { pageQuery } from '@/lib/page-query';
import { readCheckReport } from '@/lib/performance/checks/report';
import { readForecast } from '@/lib/performance/forecast/read-forecast';
import { readHistory } from '@/lib/performance/history/read-history';
import { readIndexes } from '@/lib/performance/indexes';
import { getLive } from '@/lib/performance/live/last-live';
import { reserved } from '@/lib/performance/live/reserved';
import { performanceQuery } from '@/lib/performance/page-schema';
import { readRoutes } from '@/lib/performance/requests/read-routes';
import { readServer } from '@/lib/performance/server';
import { readReview } from '@/lib/performance/settings/read-review';
import { readStatements } from '@/lib/performance/statements';
import { readTables } from '@/lib/performance/tables';
import { readRehearsal } from '@/lib/rehearsal/queries';

export const metadata: Metadata = { title: 'Performance' };

const shownStatements = 25;

export default async function PerformancePage({ searchParams }: PageProps<'/admin/performance'>) {
  const viewer = await requireViewer('ADMIN');
  const { plan } = pageQuery(performanceQuery, await searchParams).query;
  const server = started(asAdministrator(viewer, (tx) => readServer(tx)));
  const checks = started(readCheckReport(viewer));
  const tables = started(asAdministrator(viewer, (tx) => readTables(tx)));
  const costs = started(asAdministrator(viewer, (tx) => readStatements(tx, shownStatements)));
  const rehearsal = started(readRehearsal(viewer));
  const live = started(getLive(viewer));
  const latencies = started(asAdministrator(viewer, (tx) => readRoutes(tx), reserved()));
  const indexes = started(asAdministrator(viewer, (tx) => readIndexes(tx), reserved()));
  const history = started(asAdministrator(viewer, (tx) => readHistory(tx), reserved()));
  const forecast = started(asAdministrator(viewer, (tx) => readForecast(tx), reserved()));
  const review = started(asAdministrator(viewer, (tx) => readReview(tx), reserved()));
  const queues = started(asAdministrator(viewer, (tx) => readQueueState(tx), reserved()));
  const planned = plan ? started(readPlan(viewer, plan)) : null;
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        title="Performance"
        lead="What the database does, and what it costs. Read from the server’s own statistics."
        actions={
          <LinkButton href="/admin/cache" variant="secondary">
            What is cached
          </LinkButton>
        }
      >
        <p className="text-sm text-ink-soft">
          As of <time dateTime={now}>{dateTime(now, 'UTC')}</time> UTC. Counters are totals since the moment
          named beside them, not rates.
        </p>
        <Glossary
          words={[
            'Statement',
            'Plan',
            'Index',
            'p50, p95, p99',
            'Cache hits',
            'Dead rows',
            'Vacuum',
            'Analyze',
            'HOT',
          ]}
        />
      </PageHeader>
      <PerformanceParts
        standings={{
          checks: <PartStandingToCome reading={checks} standing={checksStanding} />,
          now: <PartStandingToCome reading={live} standing={liveStanding} />,
          queue: <PartStandingToCome reading={queues} standing={queueStanding} />,
          pages: <PartStandingToCome reading={latencies} standing={latencyStanding} />,
          rehearsal: <PartStandingToCome reading={rehearsal} standing={rehearsalStanding} />,
          settings: <PartStandingToCome reading={review} standing={settingsStanding} />,
        }}
      >
        <Card id="server" title={performanceHeadings.server}>
          <PartBoundary what="The state of the server">
            <Suspense
              fallback={
                <FiguresSkeleton
                  label="Loading the state of the server…"
                  figures={serverToCome}
                  className="sm:grid-cols-4"
                />
              }
            >
              <ServerFigures server={server} now={now} />
            </Suspense>
          </PartBoundary>
        </Card>
        <PageSection id="checks" title={performanceHeadings.checks}>
          <PartBoundary what="The checks">
            <Suspense fallback={<TableSkeleton label="Looking for what is wrong…" rows={4} />}>
              <CheckReport report={checks} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="now" title={performanceHeadings.now}>
          <PartBoundary what="What runs now">
            <Suspense fallback={<TableSkeleton label="Looking at the sessions…" rows={4} />}>
              <LiveSessions reading={live} now={now} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="queue" title={performanceHeadings.queue}>
          <p className="max-w-reading text-sm text-ink-soft">
            What the worker does beside the pages, by queue. Waiting, running and failed are jobs now kept;
            failed means for good, in the last days.
          </p>
          <PartBoundary what="The queue of jobs">
            <Suspense fallback={<TableSkeleton label="Loading the queue…" rows={14} tall />}>
              <JobQueues queues={queues} now={now} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="pages" title={performanceHeadings.pages}>
          <PartBoundary what="The latency of the pages">
            <Suspense fallback={<TableSkeleton label="Loading the pages…" rows={8} tall />}>
              <RouteLatencies latencies={latencies} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="statements" title={performanceHeadings.statements}>
          {planned && (
            <div id="plan">
              <PartBoundary what="The plan">
                <Suspense fallback={<TableSkeleton label="Planning the statement…" rows={6} />}>
                  <StatementPlan plan={planned} />
                </Suspense>
              </PartBoundary>
            </div>
          )}
          <PartBoundary what="The list of statements">
            <Suspense fallback={<TableSkeleton label="Loading the statements…" rows={14} tall />}>
              <StatementCosts costs={costs} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="rehearsal" title={performanceHeadings.rehearsal}>
          <PartBoundary what="The rehearsal of a larger term">
            <Suspense fallback={<TableSkeleton label="Loading what the last rehearsal found…" rows={6} />}>
              <RehearsalReport rehearsal={rehearsal} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="indexes" title={performanceHeadings.indexes}>
          <p className="max-w-reading text-sm text-ink-soft">
            The largest, as of their last vacuum. Scans are totals since statistics were reset; those of the
            last seven days come from readings, which the worker takes every five minutes.
          </p>
          <PartBoundary what="The use of the indexes">
            <Suspense fallback={<TableSkeleton label="Loading the indexes…" rows={14} tall />}>
              <IndexUses indexes={indexes} now={now} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="tables" title={performanceHeadings.tables}>
          <p className="max-w-reading text-sm text-ink-soft">
            Live and dead rows are the server’s estimates; dead rows wait for vacuum. HOT: share of the
            updates that touched no index. Size is with indexes; partitions count as their table. 7 days: rows
            added less those deleted, from readings.
          </p>
          <PartBoundary what="The activity of the tables">
            <Suspense fallback={<TableSkeleton label="Loading the tables…" rows={14} tall />}>
              <TableActivity tables={tables} now={now} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="storage" title={performanceHeadings.storage}>
          <PartBoundary what="The forecast of storage">
            <Suspense fallback={<TableSkeleton label="Loading how the database grows…" rows={8} />}>
              <StorageForecast forecast={forecast} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="settings" title={performanceHeadings.settings}>
          <PartBoundary what="The review of the settings">
            <Suspense fallback={<TableSkeleton label="Reading the settings…" rows={14} tall />}>
              <SettingsReview review={review} />
            </Suspense>
          </PartBoundary>
        </PageSection>
        <PageSection id="history" title={performanceHeadings.history}>
          <PartBoundary what="The history of the checks">
            <Suspense fallback={<TableSkeleton label="Loading the history…" rows={6} tall />}>
              <CheckHistory history={history} now={now} />
            </Suspense>
          </PartBoundary>
        </PageSection>
      </PerformanceParts>
    </>
  );
}
