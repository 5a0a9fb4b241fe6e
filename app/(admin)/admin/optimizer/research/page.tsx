import { BookOpenText, Rss } from 'lucide-react';
import type { Metadata } from 'next';
import { PageSection } from '@/components/performance/page-section';
import { EntryList } from '@/components/research/entry-list';
import { FeedForm } from '@/components/research/feed-form';
import { FeedList } from '@/components/research/feed-list';
import { Hypotheses } from '@/components/research/hypotheses';
import { NoteForm } from '@/components/research/note-form';
import { NoteList } from '@/components/research/note-list';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { todayIn } from '@/lib/days';
import { dateTime } from '@/lib/format';
import { getResearch } from '@/lib/optimizer/research/overview';
import { researchQuery } from '@/lib/optimizer/research/schema';
import { pageHref, pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Research log' };

const path = '/admin/optimizer/research';

export default async function ResearchPage({ searchParams }: PageProps<'/admin/optimizer/research'>) {
  const viewer = await requireViewer('ADMIN');
  const { before } = pageQuery(researchQuery, await searchParams).query;
  const log = await orNotFound(getResearch(viewer, before));
  const { asOf, feeds, notes, entries, hypotheses, nextBefore } = log;
  const timeZone = await timeZoneOf(viewer);
  const linkable = hypotheses.length > 0;
  return (
    <div className="flex flex-col gap-10">
      <PageHeader
        className="mb-0"
        above={
          <Breadcrumbs
            crumbs={[{ label: 'Improvements', href: '/admin/optimizer' }, { label: 'Research log' }]}
          />
        }
        title="Research log"
        lead="What others found out about making a product like this faster, and what you found out yourselves. Link it to a proposal, and it is shown with it."
      >
        <p className="text-sm text-ink-soft">
          As of <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time> ({timeZone}). Shared by all
          institutions on this server.
        </p>
      </PageHeader>
      <Hypotheses hypotheses={hypotheses} />
      <PageSection id="feeds" title="Feeds">
        <p className="max-w-reading text-sm text-ink-soft">
          All are off until an administrator turns one on. The worker reads those that are on once a day, a
          new one within ten minutes, over https and from the public internet only; what they say is kept as
          text. Without the internet everything else works as well.
        </p>
        <FeedList feeds={feeds} timeZone={timeZone} />
        <FeedForm />
      </PageSection>
      <PageSection id="notes" title="Notes">
        {notes.length > 0 ? (
          <NoteList notes={notes} linkable={linkable} timeZone={timeZone} />
        ) : (
          <EmptyState icon={<BookOpenText />} title="No notes yet" headingLevel={3}>
            <p>Write down what you read or measured, where, and whether it applies here.</p>
          </EmptyState>
        )}
        <NoteForm today={todayIn(timeZone)} />
      </PageSection>
      <PageSection id="entries" title="From the feeds">
        {entries.length > 0 ? (
          <EntryList entries={entries} linkable={linkable} timeZone={timeZone} />
        ) : (
          <EmptyState
            icon={<Rss />}
            title={before ? 'Nothing before this' : 'Nothing read yet'}
            headingLevel={3}
          >
            <p>{before ? 'The newest entries are on the first page.' : 'Turn on a feed to read it here.'}</p>
          </EmptyState>
        )}
        <Pagination
          label="Pages of entries"
          previousHref={before ? pageHref(path, {}, '#entries') : null}
          nextHref={nextBefore ? pageHref(path, { before: nextBefore }, '#entries') : null}
        />
      </PageSection>
    </div>
  );
}
