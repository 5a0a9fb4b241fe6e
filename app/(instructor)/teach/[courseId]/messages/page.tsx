import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ClassHeader } from '@/components/classes/class-header';
import { AudienceChoice } from '@/components/messages/audience-choice';
import { ComposeMessage } from '@/components/messages/compose-message';
import { ImpactFigure } from '@/components/messages/impact-figure';
import { OpenFollowUps } from '@/components/messages/open-follow-ups';
import { SentMessages } from '@/components/messages/sent-messages';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { Card } from '@/components/ui/card';
import { Loading, SkeletonText } from '@/components/ui/skeleton';
import { pathId } from '@/lib/access/ids';
import { begin, orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { loadClass } from '@/lib/classes/load-class';
import { getClassImpact } from '@/lib/messages/class-impact';
import { getMessagesDesk } from '@/lib/messages/desk';
import { writeQuery } from '@/lib/messages/schema';
import { getSentMessages } from '@/lib/messages/sent';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Messages' };

export default async function ClassMessagesPage({
  params,
  searchParams,
}: PageProps<'/teach/[courseId]/messages'>) {
  const viewer = await requireViewer();
  const courseId = await orNotFound(params.then((path) => pathId(path.courseId)));
  const { query, ignored } = pageQuery(writeQuery, await searchParams);
  const chosen = query.students ?? [];
  const audience = query.to ?? (chosen.length > 0 ? 'CHOSEN' : 'ALL');
  const sent = begin(getSentMessages(viewer, courseId, query));
  const impact = begin(getClassImpact(viewer, courseId));
  const [{ course }, { recipients, followUps, followUpCounts }, timeZone] = await Promise.all([
    loadClass(viewer, courseId),
    orNotFound(getMessagesDesk(viewer, courseId, chosen)),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-10">
      <div>
        <ClassHeader course={course} place="/messages" />
        <IgnoredNotice ignored={ignored} className="mb-5" />
        <div className="grid items-start gap-5 lg:grid-cols-3">
          <Card title="Write to students" className="min-w-0 lg:col-span-2">
            <div className="flex flex-col gap-5">
              <AudienceChoice
                courseId={courseId}
                audience={audience}
                chosen={chosen}
                recipients={recipients}
              />
              <ComposeMessage
                courseId={courseId}
                audience={audience}
                chosen={audience === 'CHOSEN' ? chosen : []}
                recipients={recipients.counts[audience]}
              />
            </div>
          </Card>
          <Card id="follow-ups" title="Open follow-ups">
            <OpenFollowUps courseId={courseId} followUps={followUps} counts={followUpCounts} />
          </Card>
        </div>
      </div>
      <section id="sent" aria-labelledby="sent-title" className="flex flex-col gap-4">
        <h2 id="sent-title" className="font-serif text-2xl font-semibold">
          Sent
        </h2>
        <PartBoundary what="The sent messages">
          <Suspense fallback={<TableSkeleton label="Loading the messages…" rows={4} />}>
            <SentMessages
              courseId={courseId}
              page={sent}
              isFirst={query.cursor === undefined}
              timeZone={timeZone}
            />
          </Suspense>
        </PartBoundary>
      </section>
      <Card title="Before and after a contact">
        <PartBoundary what="The comparison">
          <Suspense fallback={<Waiting />}>
            <ImpactFigure impact={impact} now={new Date().toISOString()} timeZone={timeZone} />
          </Suspense>
        </PartBoundary>
      </Card>
    </div>
  );
}

const Waiting = () => (
  <Loading label="Loading…">
    <SkeletonText lines={3} />
  </Loading>
);
