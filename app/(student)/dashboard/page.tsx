import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ActivityFigure } from '@/components/analytics/activity-figure';
import { CoursesSkeleton, OutlookSkeleton } from '@/components/analytics/dashboard-skeleton';
import { ProgressOverview } from '@/components/analytics/progress-overview';
import { RecommendationList } from '@/components/analytics/recommendation-list';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { getActivityDays } from '@/lib/analytics/activity';
import { getNextSteps, type NextStep } from '@/lib/analytics/next-step';
import { insights, recommend } from '@/lib/analytics/recommendations';
import { type CourseProgress, getStudentProgress } from '@/lib/analytics/student-progress';

export const metadata: Metadata = { title: 'Your learning' };

export default async function DashboardPage() {
  const viewer = await requireViewer('STUDENT');
  const learning = readLearning(viewer);
  return (
    <>
      <PageHeader title="Your learning" />
      <Suspense fallback={<CoursesSkeleton />}>
        <Courses viewer={viewer} learning={learning} />
      </Suspense>
      <Suspense fallback={<OutlookSkeleton />}>
        <Outlook viewer={viewer} learning={learning} />
      </Suspense>
    </>
  );
}

type Learning = { courses: CourseProgress[]; steps: NextStep[]; now: Date };
type PartProps = { viewer: Viewer; learning: Promise<Learning> };

async function readLearning(viewer: Viewer): Promise<Learning> {
  const [courses, steps] = await Promise.all([getStudentProgress(viewer), getNextSteps(viewer)]);
  return { courses, steps, now: new Date() };
}

async function Courses({ viewer, learning }: PartProps) {
  const [known, timeZone] = await Promise.all([learning, timeZoneOf(viewer)]);
  return <ProgressOverview {...known} timeZone={timeZone} />;
}

async function Outlook({ viewer, learning }: PartProps) {
  const [{ courses, steps, now }, days] = await Promise.all([learning, readDays(viewer)]);
  if (courses.length === 0) return null;
  return (
    <div className="mt-10 grid items-start gap-5 lg:grid-cols-2">
      <Card title="What to do next">
        <RecommendationList
          recommendations={recommend(courses, steps, now)}
          insights={insights([...courses])}
        />
      </Card>
      <Card as="div">
        <ActivityFigure days={days} />
      </Card>
    </div>
  );
}

async function readDays(viewer: Viewer) {
  const timeZone = await timeZoneOf(viewer);
  return getActivityDays(viewer, localDay(new Date(), timeZone));
}

/** A moment's calendar day somewhere, as YYYY-MM-DD. */
const localDay = (moment: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
