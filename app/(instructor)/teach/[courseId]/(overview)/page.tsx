import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ClassHeader } from '@/components/classes/class-header';
import { LessonTable } from '@/components/classes/lesson-table';
import { LiveClass } from '@/components/classes/live-class';
import { Roster } from '@/components/classes/roster';
import { RosterControls } from '@/components/classes/roster-controls';
import { RosterNews } from '@/components/classes/roster-news';
import { ScoresFigure } from '@/components/classes/scores-figure';
import { FollowUpsDue } from '@/components/messages/follow-ups-due';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { SkipTo } from '@/components/ui/skip-to';
import { pathId } from '@/lib/access/ids';
import { begin, orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getLessonFunnel } from '@/lib/classes/lessons';
import { loadClass } from '@/lib/classes/load-class';
import { getRoster } from '@/lib/classes/roster';
import { rosterPageQuery } from '@/lib/classes/schema';
import { getClassScores } from '@/lib/classes/scores';
import { getFollowUpCounts } from '@/lib/messages/open-follow-ups';
import { pageQuery } from '@/lib/page-query';

type Props = PageProps<'/teach/[courseId]'>;

const courseIdOf = ({ params }: Props) => orNotFound(params.then(({ courseId }) => pathId(courseId)));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { course } = await loadClass(await requireViewer(), await courseIdOf(props));
  return { title: `Class of ${course.code ?? course.title}` };
}

export default async function ClassPage(props: Props) {
  const viewer = await requireViewer();
  const courseId = await courseIdOf(props);
  const { query, ignored } = pageQuery(rosterPageQuery, await props.searchParams);
  const { columns: _columns, ...asked } = query;
  const roster = begin(getRoster(viewer, courseId, asked));
  const scores = begin(getClassScores(viewer, courseId));
  const lessons = begin(getLessonFunnel(viewer, courseId));
  const [{ course, summary }, followUps, timeZone] = await Promise.all([
    loadClass(viewer, courseId),
    orNotFound(getFollowUpCounts(viewer, courseId)),
    timeZoneOf(viewer),
  ]);
  const now = new Date().toISOString();
  const atFirst = { summary, version: null, asOf: now };
  return (
    <div className="flex flex-col gap-10">
      <div>
        <SkipTo href="#roster">Skip to the list of students</SkipTo>
        <ClassHeader course={course} place="" />
        <FollowUpsDue courseId={courseId} counts={followUps} />
        <LiveClass courseId={courseId} atFirst={atFirst} timeZone={timeZone} />
      </div>
      <section id="roster" tabIndex={-1} aria-labelledby="roster-title" className="flex flex-col gap-4">
        <h2 id="roster-title" className="font-serif text-2xl font-semibold">
          Students
        </h2>
        <IgnoredNotice ignored={ignored} />
        <RosterNews courseId={courseId} atFirst={atFirst} timeZone={timeZone} />
        {summary.registered > 0 && (
          <RosterControls courseId={courseId} query={query} summary={summary} page={roster} />
        )}
        <PartBoundary what="The class list">
          {/* Without a key: the list stays until another view of it is there, and with it the focus on what led to that. */}
          <Suspense fallback={<TableSkeleton label="Loading the class list…" rows={16} tall />}>
            <Roster courseId={courseId} query={query} page={roster} timeZone={timeZone} now={now} />
          </Suspense>
        </PartBoundary>
      </section>
      <section aria-label="Scores">
        <Card as="div">
          <PartBoundary what="The distribution of scores">
            <Suspense fallback={<Skeleton className="h-80" />}>
              <ScoresFigure scores={scores} />
            </Suspense>
          </PartBoundary>
        </Card>
      </section>
      <section aria-labelledby="lessons-title" className="flex flex-col gap-4">
        <h2 id="lessons-title" className="font-serif text-2xl font-semibold">
          Lessons
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          Shares are of the current students. Opened: at least one section. Finished: every required one. From
          the lesson before: how many fewer opened this lesson. Unfinished: share of those who opened it and
          have not finished it. Times are of those who opened it; behind the estimate stands how often over
          the median time is that.
        </p>
        <PartBoundary what="The table of lessons">
          <Suspense fallback={<TableSkeleton label="Loading the lessons…" rows={9} />}>
            <LessonTable lessons={lessons} students={summary.active + summary.completed} />
          </Suspense>
        </PartBoundary>
      </section>
    </div>
  );
}
