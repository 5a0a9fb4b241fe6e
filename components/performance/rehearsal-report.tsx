import { CircleCheck, CircleX, Gauge } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, dateTime } from '@/lib/format';
import type { Budget, RehearsalReport as Report } from '@/lib/rehearsal/report';
import { breaksWords, figure, growthWords } from '@/lib/rehearsal/words';

/** What the newest rehearsal of a larger term found, and when each budget breaks at the present growth. */
export async function RehearsalReport({ rehearsal }: { rehearsal: Promise<Report | null> }) {
  const report = await rehearsal;
  if (!report) {
    return (
      <EmptyState icon={<Gauge />} title="No larger term was rehearsed yet" headingLevel={3}>
        <p>
          An operator rehearses ten times as many students with{' '}
          <code>npm run ops -- optimizer rehearse --factor 10</code>. It fills a database of its own, and this
          one is only read.
        </p>
      </EmptyState>
    );
  }
  const { factor, asOf, present, rehearsed, growth, budgets } = report;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-reading text-sm text-ink-soft">
        Rehearsed <time dateTime={asOf}>{dateTime(asOf, 'UTC')}</time> UTC with every class {factor} times as
        large, in a database of its own: {count(rehearsed.progressRows)} progress rows instead of{' '}
        {count(present.progressRows)}; the largest class had {count(present.largestClass)} students. Times are
        multiples of the shortest question the server answers (<code>SELECT 1</code>), writes a share of what
        one bare table takes. {growthWords(growth)}
      </p>
      <Table caption="Budgets at the present size and in the larger term" captionHidden>
        <thead>
          <tr>
            <HeadCell>Budget</HeadCell>
            <HeadCell numeric>Limit</HeadCell>
            <HeadCell numeric>Now</HeadCell>
            <HeadCell numeric>{factor} times</HeadCell>
            <HeadCell>Then</HeadCell>
            <HeadCell>Breaks</HeadCell>
          </tr>
        </thead>
        <tbody>
          {budgets.map((budget) => (
            <BudgetRow key={budget.question} budget={budget} growth={growth} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function BudgetRow({ budget, growth }: { budget: Budget; growth: Report['growth'] }) {
  const { question, bound, limit, present, larger, holdsLarger } = budget;
  const [tone, icon, word] = holdsLarger
    ? (['positive', <CircleCheck key="icon" />, 'Holds'] as const)
    : (['critical', <CircleX key="icon" />, 'Breaks'] as const);
  return (
    <tr>
      <HeadCell scope="row">
        <span className="inline-block first-letter:uppercase">{question}</span>
      </HeadCell>
      <Cell numeric className="whitespace-nowrap">
        {bound === 'most' ? '≤' : '≥'} {limit}
      </Cell>
      <Cell numeric>{figure(present)}</Cell>
      <Cell numeric>{figure(larger)}</Cell>
      <Cell>
        <StatusBadge tone={tone} icon={icon}>
          {word}
        </StatusBadge>
      </Cell>
      <Cell className="min-w-48">
        <span className="inline-block first-letter:uppercase">{breaksWords(budget, growth)}</span>
      </Cell>
    </tr>
  );
}
