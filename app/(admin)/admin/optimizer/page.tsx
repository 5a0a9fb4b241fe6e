import { Gauge } from 'lucide-react';
import type { Metadata } from 'next';
import { ProposalCard } from '@/components/optimizer/proposal-card';
import { QuietWindowSection } from '@/components/optimizer/quiet-window-section';
import { RunProgress } from '@/components/optimizer/run-progress';
import { SettledProposals } from '@/components/optimizer/settled-proposals';
import { Glossary } from '@/components/page/glossary';
import { Alert } from '@/components/ui/alert';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink, textLinkStyles } from '@/components/ui/text-link';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { dateTime } from '@/lib/format';
import { getOptimizer } from '@/lib/optimizer/overview';

export const metadata: Metadata = { title: 'Improvements' };

const history = '/api/v1/admin/optimizer/history';

export default async function OptimizerPage() {
  const viewer = await requireViewer('ADMIN');
  const { asOf, open, advice, settled, runs, measurable, window } = await orNotFound(getOptimizer(viewer));
  const timeZone = await timeZoneOf(viewer);
  const waiting = open.some(
    ({ state, beginsAt }) =>
      state === 'in-lab' || state === 'undoing' || (beginsAt !== null && beginsAt <= asOf),
  );
  const wasLookedFor =
    advice.length + settled.length > 0 ||
    runs.some(({ kind, status }) => kind === 'PROPOSE' && status === 'DONE');
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-5">
        <PageHeader
          className="mb-0"
          title="Improvements"
          lead="What would make the product faster: tried on a copy first, made only when somebody approves it, watched afterwards, and undone by itself where it makes something slower."
          actions={
            <>
              <LinkButton href="/admin/optimizer/research" variant="secondary">
                Research log
              </LinkButton>
              <LinkButton href="/admin/performance" variant="secondary">
                Performance
              </LinkButton>
            </>
          }
        >
          <p className="text-sm text-ink-soft">
            As of <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time> ({timeZone}). Proposals are of the
            whole server, all institutions together; they are looked for every night. When budgets will break
            at the present growth stands under{' '}
            <TextLink href="/admin/performance#rehearsal">a larger term</TextLink>.
          </p>
          <Glossary words={['Statement', 'Plan', 'Index']} />
        </PageHeader>
        {!measurable && (
          <Alert tone="caution" title="A change cannot be watched here">
            This server does not tell what statements take: it lacks pg_stat_statements, or does not load it.
          </Alert>
        )}
        <RunProgress running={runs.filter(({ status }) => status === 'RUNNING')} waiting={waiting} />
      </div>
      <section aria-labelledby="open-title" className="flex flex-col gap-4">
        <h2 id="open-title" className="font-serif text-2xl font-semibold">
          Open
        </h2>
        {open.length === 0 && (
          <EmptyState
            icon={<Gauge />}
            title={wasLookedFor ? 'Nothing to improve was found' : 'Not looked for yet'}
            headingLevel={3}
          >
            <p>
              Plans and indexes are looked through every night, or at once with{' '}
              <code>npm run ops -- optimizer propose</code>.
            </p>
          </EmptyState>
        )}
        {open.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} asOf={asOf} timeZone={timeZone} />
        ))}
      </section>
      <section aria-labelledby="advice-title" className="flex flex-col gap-4">
        <h2 id="advice-title" className="font-serif text-2xl font-semibold">
          Advice
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          What only people can do: statements that are better written in another way, and answers that are
          better kept for longer or more briefly. Nothing of it is made here; what was followed goes by itself
          the next night, and what is dismissed does not come up again for half a year.
        </p>
        {advice.length === 0 && (
          <p>{measurable ? 'None now.' : 'Not enough is measured here to give any.'}</p>
        )}
        {advice.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} asOf={asOf} timeZone={timeZone} />
        ))}
      </section>
      <QuietWindowSection window={window} timeZone={timeZone} />
      <section aria-labelledby="settled-title" className="flex flex-col gap-4">
        <h2 id="settled-title" className="font-serif text-2xl font-semibold">
          Settled
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          What was kept, refused, declined or undone. A refused idea is remembered for half a year. Everything
          as a file:{' '}
          <a href={`${history}?format=csv`} className={textLinkStyles} download>
            CSV
          </a>{' '}
          ·{' '}
          <a href={`${history}?format=markdown`} className={textLinkStyles} download>
            Markdown
          </a>
        </p>
        {settled.length > 0 ? (
          <SettledProposals proposals={settled} asOf={asOf} timeZone={timeZone} />
        ) : (
          <p>Nothing yet.</p>
        )}
      </section>
    </div>
  );
}
