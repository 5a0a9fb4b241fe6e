import type { Metadata } from 'next';
import { after } from 'next/server';
import { ActivityFigure } from '@/components/analytics/activity-figure';
import { OverallFigures } from '@/components/analytics/overall-figures';
import { ProgressOverview } from '@/components/analytics/progress-overview';
import { RecommendationList } from '@/components/analytics/recommendation-list';
import { ChildrenNotice } from '@/components/records/rights/children-notice';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireAtHome } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { getActivityDays } from '@/lib/analytics/activity';
import { type CalendarDay, localDay } from '@/lib/analytics/calendar-day';
import { getNextSteps } from '@/lib/analytics/next-step';
import { getGroundedRecommendations } from '@/lib/analytics/own-recommendations';
import { noteShown } from '@/lib/analytics/recommendation-events';
import { insights } from '@/lib/analytics/recommendations';
import { getStudyRuns, streakOn } from '@/lib/analytics/streak';
import { type CourseProgress, getStudentProgress } from '@/lib/analytics/student-progress';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Your learning' };

/** Arrives whole, so that its forms work without JavaScript: a part that is streamed later is put in place by a script. */
export default async function DashboardPage() {
  const viewer = await requireAtHome('STUDENT');
  const now = new Date();
  const [courses, steps, timeZone] = await Promise.all([
    getStudentProgress(viewer, undefined, now),
    getNextSteps(viewer),
    timeZoneOf(viewer),
  ]);
  return (
    <>
      <PageHeader title="Your learning" />
      {courses.length === 0 && <Children viewer={viewer} />}
      <ProgressOverview courses={courses} steps={steps} now={now} timeZone={timeZone} />
      {courses.length > 0 && (
        <Outlook viewer={viewer} courses={courses} now={now} today={localDay(now, timeZone)} />
      )}
    </>
  );
}

async function Children({ viewer }: { viewer: Viewer }) {
  const children = await getChildren(viewer);
  return children.length > 0 ? <ChildrenNotice names={children.map(({ name }) => name)} /> : null;
}

type OutlookProps = { viewer: Viewer; courses: CourseProgress[]; now: Date; today: CalendarDay };

async function Outlook({ viewer, courses, now, today }: OutlookProps) {
  const [grounded, runs, days] = await Promise.all([
    getGroundedRecommendations(viewer, now),
    getStudyRuns(viewer),
    getActivityDays(viewer, today),
  ]);
  after(() => noteShown(viewer, grounded, now));
  const recommendations = grounded.map(({ recommendation }) => recommendation);
  return (
    <div className="mt-10 flex flex-col gap-5">
      <Card as="div">
        <OverallFigures courses={courses} streak={streakOn(today, runs)} />
      </Card>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title="What to do next">
          <RecommendationList
            recommendations={recommendations}
            insights={insights(courses)}
            courses={courses}
          />
        </Card>
        <Card as="div">
          <ActivityFigure days={days} scope="All your courses together" />
        </Card>
      </div>
    </div>
  );
}
