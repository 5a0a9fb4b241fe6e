import { DatabaseZap } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { HeadCell, Table } from '@/components/ui/table';
import type { StatementCosts as Costs } from '@/lib/performance/statements';
import { sinceWords } from './server-figures';
import { StatementRow } from './statement-row';

/** Which statements cost most, by the names that the product gives them. */
export async function StatementCosts({ costs }: { costs: Promise<Costs> }) {
  const answer = await costs;
  if (!answer.available) return <NoStatistics reason={answer.reason} />;
  if (answer.statements.length === 0) {
    return (
      <EmptyState icon={<DatabaseZap />} title="No statement has run yet" headingLevel={3}>
        <p>Statistics were reset on {sinceWords(answer.since)}. Use the product for a while and come back.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-reading text-sm text-ink-soft">
        Since statistics were reset on {sinceWords(answer.since)}. Hits: share of the blocks that were found
        in memory. Spilled: written to disk a call because it did not fit. The text of a statement is
        normalised: it holds no values; open it to see which pages asked it in the last 24 hours.
      </p>
      <Table caption="Statements by total time" captionHidden tall>
        <thead>
          <tr>
            <HeadCell>Statement</HeadCell>
            <HeadCell numeric>Calls</HeadCell>
            <HeadCell numeric>Mean</HeadCell>
            <HeadCell numeric>Total</HeadCell>
            <HeadCell numeric>Rows</HeadCell>
            <HeadCell numeric>Hits</HeadCell>
            <HeadCell numeric>Spilled</HeadCell>
          </tr>
        </thead>
        <tbody>
          {answer.statements.map((statement, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two statements may have the same name and text
            <StatementRow key={index} statement={statement} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function NoStatistics({ reason }: { reason: string }) {
  return (
    <EmptyState icon={<DatabaseZap />} title="Statements are not measured here" headingLevel={3}>
      <p>{reason}</p>
      <p className="mt-3">
        Next step, by whoever runs the server: put <code>pg_stat_statements</code> into{' '}
        <code>shared_preload_libraries</code>, restart it, and run{' '}
        <code>CREATE EXTENSION pg_stat_statements</code> in this database. Hosted servers offer it as an
        extension to switch on. Everything else on this page works without it.
      </p>
    </EmptyState>
  );
}
