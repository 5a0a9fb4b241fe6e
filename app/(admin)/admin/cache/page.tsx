import type { Metadata } from 'next';
import { CacheInstance } from '@/components/cache/cache-instance';
import { ClassActivity } from '@/components/cache/class-activity';
import { ClassLimits } from '@/components/cache/class-limits';
import { ClearForms } from '@/components/cache/clear-forms';
import { Glossary } from '@/components/page/glossary';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { getCacheOverview } from '@/lib/cache/overview';
import { dateTime } from '@/lib/format';

export const metadata: Metadata = { title: 'Cache' };

export default async function CachePage() {
  const { asOf, classes, instance, redis } = getCacheOverview(await requireViewer('ADMIN'));
  return (
    <div className="flex flex-col gap-10">
      <div>
        <PageHeader title="Cache" lead="Which answers are kept, for how long, and what that saves.">
          <p className="text-sm text-ink-soft">
            As of <time dateTime={asOf}>{dateTime(asOf, 'UTC')}</time> UTC.
          </p>
          <Glossary words={['Cache hits', 'Evicted']} />
        </PageHeader>
        <Card title="This server">
          <CacheInstance instance={instance} redis={redis} classes={classes} now={asOf} />
        </Card>
      </div>
      <section aria-labelledby="limits-title" className="flex flex-col gap-4">
        <h2 id="limits-title" className="font-serif text-2xl font-semibold">
          What is kept
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          Whoever changes something sees the change at once, on every server; so does everybody else where the
          answer says it depends on what changed. Figures that move without being named, such as a course’s
          average completion, may be shown to others as old as the last column says. A person’s own answers
          are never shared and never given past their lifetime.
        </p>
        <ClassLimits classes={classes} />
      </section>
      <section aria-labelledby="activity-title" className="flex flex-col gap-4">
        <h2 id="activity-title" className="font-serif text-2xl font-semibold">
          What it saves
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          Hits: answered from the cache. Stale: answered once more after the lifetime, while the answer was
          loaded anew. Evicted: dropped at the limit. Changed: dropped because something in it changed. Many
          who miss at once share one load.
        </p>
        <ClassActivity classes={classes} />
      </section>
      <Card title="Clear">
        <ClearForms />
      </Card>
    </div>
  );
}
