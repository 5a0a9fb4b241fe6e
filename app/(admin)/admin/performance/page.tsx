import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PartBoundary } from '@/components/page/part-boundary';
import { FiguresSkeleton, TableSkeleton } from '@/components/page/skeletons';
import { CheckReport } from '@/components/performance/check-report';
import { serverToCome } from '@/components/performance/figures-to-come';
import { RehearsalReport } from '@/components/performance/rehearsal-report';
import { ServerFigures } from '@/components/performance/server-figures';
import { StatementCosts } from '@/components/performance/statement-costs';
import { TableActivity } from '@/components/performance/table-activity';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { started } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { asAdministrator } from '@/lib/access/transaction';
import { dateTime } from '@/lib/format';
import { readCheckReport } from '@/lib/performance/checks/report';
import { readServer } from '@/lib/performance/server';
import { readStatements } from '@/lib/performance/statements';
import { readTables } from '@/lib/performance/tables';
import { readRehearsal } from '@/lib/rehearsal/queries';

export const metadata: Metadata = { title: 'Performance' };

const shownStatements = 25;

export default async function PerformancePage() {
  const viewer = await requireViewer('ADMIN');
  const server = started(asAdministrator(viewer, (tx) => readServer(tx)));
  const checks = started(readCheckReport(viewer));
  const tables = started(asAdministrator(viewer, (tx) => readTables(tx)));
  const costs = started(asAdministrator(viewer, (tx) => readStatements(tx, shownStatements)));
  const rehearsal = started(readRehearsal(viewer));
  const now = new Date().toISOString();
  return (
    <div className="flex flex-col gap-10">
      <div>
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
        </PageHeader>
        <Card title="Server">
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
      </div>
      <section aria-labelledby="checks-title" className="flex flex-col gap-4">
        <h2 id="checks-title" className="font-serif text-2xl font-semibold">
          Checks
        </h2>
        <PartBoundary what="The checks">
          <Suspense fallback={<TableSkeleton label="Looking for what is wrong…" rows={4} />}>
            <CheckReport report={checks} />
          </Suspense>
        </PartBoundary>
      </section>
      <section aria-labelledby="statements-title" className="flex flex-col gap-4">
        <h2 id="statements-title" className="font-serif text-2xl font-semibold">
          Statements that cost most
        </h2>
        <PartBoundary what="The list of statements">
          <Suspense fallback={<TableSkeleton label="Loading the statements…" rows={14} tall />}>
            <StatementCosts costs={costs} />
          </Suspense>
        </PartBoundary>
      </section>
      <section aria-labelledby="rehearsal-title" className="flex flex-col gap-4">
        <h2 id="rehearsal-title" className="font-serif text-2xl font-semibold">
          A larger term
        </h2>
        <PartBoundary what="The rehearsal of a larger term">
          <Suspense fallback={<TableSkeleton label="Loading what the last rehearsal found…" rows={6} />}>
            <RehearsalReport rehearsal={rehearsal} />
          </Suspense>
        </PartBoundary>
      </section>
      <section aria-labelledby="tables-title" className="flex flex-col gap-4">
        <h2 id="tables-title" className="font-serif text-2xl font-semibold">
          Tables
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          Live and dead rows are the server’s estimates; dead rows wait for vacuum. HOT: share of the updates
          that touched no index. Size is with indexes; partitions count as their table.
        </p>
        <PartBoundary what="The activity of the tables">
          <Suspense fallback={<TableSkeleton label="Loading the tables…" rows={14} tall />}>
            <TableActivity tables={tables} now={now} />
          </Suspense>
        </PartBoundary>
      </section>
    </div>
  );
}
