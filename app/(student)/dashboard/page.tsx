import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { after } from 'next/server';
import { ActivityFigure } from '@/components/analytics/activity-figure';
import { OverallFigures } from '@/components/analytics/overall-figures';
import { OverallProgressFigure } from '@/components/analytics/overall-progress-figure';
import { OverallStanding } from '@/components/analytics/overall-standing';
import { ProgressOverview } from '@/components/analytics/progress-overview';
import { RecommendationList } from '@/components/analytics/recommendation-list';
import { ChildrenNotice } from '@/components/records/rights/children-notice';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { requireAtHome } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { localDay } from '@/lib/analytics/calendar-day';
import { getNextSteps } from '@/lib/analytics/next-step';
import { overallOf } from '@/lib/analytics/overall';
import { getOverallOutlook } from '@/lib/analytics/overall-outlook';
import { getGroundedRecommendations } from '@/lib/analytics/own-recommendations';
import { noteShown } from '@/lib/analytics/recommendation-events';
import { insights, recommendationsAtOnce } from '@/lib/analytics/recommendations';
import { getStudyRuns, streakOn } from '@/lib/analytics/streak';
import { type CourseProgress, getStudentProgress } from '@/lib/analytics/student-progress';
import { dateTime } from '@/lib/format';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Your learning' };

/** Arrives whole, so that its forms work without JavaScript: a part that is streamed later is put in place by a script. */
export default async function DashboardPage() {
  const viewer = await requireAtHome('STUDENT');
  const now = new Date();
  const [courses, steps, children, timeZone] = await Promise.all([
    getStudentProgress(viewer, undefined, now),
    getNextSteps(viewer),
    getChildren(viewer),
    timeZoneOf(viewer),
  ]);
  return (
    <>
      <PageHeader
        title="Your learning"
        actions={
          <LinkButton href="/dashboard/privacy" variant="secondary" size="sm">
            <ShieldCheck /> Privacy and your record
          </LinkButton>
        }
      />
      {children.length > 0 && <ChildrenNotice names={children.map(({ name }) => name)} />}
      <ProgressOverview courses={courses} steps={steps} now={now} timeZone={timeZone} />
      {courses.length > 0 && <Together viewer={viewer} courses={courses} now={now} timeZone={timeZone} />}
    </>
  );
}

type TogetherProps = { viewer: Viewer; courses: CourseProgress[]; now: Date; timeZone: string };

async function Together({ viewer, courses, now, timeZone }: TogetherProps) {
  const today = localDay(now, timeZone);
  const [grounded, runs, outlook] = await Promise.all([
    getGroundedRecommendations(viewer, now),
    getStudyRuns(viewer),
    getOverallOutlook(viewer, courses, now, today),
  ]);
  after(() => noteShown(viewer, grounded.slice(0, recommendationsAtOnce), now));
  const recommendations = grounded.map(({ recommendation }) => recommendation);
  const overall = overallOf(courses);
  return (
    <section aria-labelledby="together" className="mt-10 flex flex-col gap-5">
      <div>
        <h2 id="together" className="font-serif text-xl font-semibold">
          {courses.length === 1 ? 'How it is going' : 'All your courses together'}
        </h2>
        <p className="text-sm text-ink-soft">
          As of <time dateTime={now.toISOString()}>{dateTime(now, timeZone)}</time> ({timeZone}).
        </p>
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title="What to do next" className="min-w-0">
          <RecommendationList
            recommendations={recommendations}
            insights={insights(courses)}
            courses={courses}
          />
        </Card>
        <Card title="Where you stand" className="min-w-0">
          <OverallStanding overall={overall} forecast={outlook.forecast} today={outlook.today} />
        </Card>
      </div>
      <Card as="div">
        <OverallFigures overall={overall} streak={streakOn(today, runs)} timeZone={timeZone} />
      </Card>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card as="div" className="min-w-0">
          <OverallProgressFigure outlook={outlook} overall={overall} />
        </Card>
        <Card as="div" className="min-w-0">
          <ActivityFigure days={outlook.recentDays} scope="All your courses, also those you have left" />
        </Card>
      </div>
    </section>
  );
}
