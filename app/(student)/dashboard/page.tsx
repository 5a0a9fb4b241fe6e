import type { Metadata } from 'next';
import { after } from 'next/server';
import { Suspense } from 'react';
import { ActivityFigure } from '@/components/analytics/activity-figure';
import { DashboardSkeleton } from '@/components/analytics/dashboard-skeleton';
import { OverallFigures } from '@/components/analytics/overall-figures';
import { ProgressOverview } from '@/components/analytics/progress-overview';
import { RecommendationList } from '@/components/analytics/recommendation-list';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { getActivityDays } from '@/lib/analytics/activity';
import { localDay } from '@/lib/analytics/calendar-day';
import { getNextSteps, type NextStep } from '@/lib/analytics/next-step';
import { getRecommendations } from '@/lib/analytics/own-recommendations';
import { noteShown } from '@/lib/analytics/recommendation-events';
import { insights } from '@/lib/analytics/recommendations';
import { getStudyRuns, streakOn } from '@/lib/analytics/streak';
import { type CourseProgress, getStudentProgress } from '@/lib/analytics/student-progress';

export const metadata: Metadata = { title: 'Your learning' };

export default async function DashboardPage() {
  const viewer = await requireViewer('STUDENT');
  const learning = readLearning(viewer);
  return (
    <>
      <PageHeader title="Your learning" />
      {/* Both at once: the second would be seen to move when the first takes more room than was kept for it. */}
      <Suspense fallback={<DashboardSkeleton />}>
        <Courses viewer={viewer} learning={learning} />
        <Outlook viewer={viewer} learning={learning} />
      </Suspense>
    </>
  );
}

type Learning = { courses: CourseProgress[]; steps: NextStep[]; now: Date };
type PartProps = { viewer: Viewer; learning: Promise<Learning> };

async function readLearning(viewer: Viewer): Promise<Learning> {
  const now = new Date();
  const [courses, steps] = await Promise.all([
    getStudentProgress(viewer, undefined, now),
    getNextSteps(viewer),
  ]);
  return { courses, steps, now };
}

async function Courses({ viewer, learning }: PartProps) {
  const [known, timeZone] = await Promise.all([learning, timeZoneOf(viewer)]);
  return <ProgressOverview {...known} timeZone={timeZone} />;
}

async function Outlook({ viewer, learning }: PartProps) {
  const { courses, now } = await learning;
  if (courses.length === 0) return null;
  const today = localDay(now, await timeZoneOf(viewer));
  const [recommendations, runs, days] = await Promise.all([
    getRecommendations(viewer, now),
    getStudyRuns(viewer),
    getActivityDays(viewer, today),
  ]);
  after(() => noteShown(viewer, recommendations, now));
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
