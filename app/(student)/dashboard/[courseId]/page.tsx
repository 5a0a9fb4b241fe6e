import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import { after } from 'next/server';
import { Suspense } from 'react';
import { ActivityFigure } from '@/components/analytics/activity-figure';
import { CourseFigures } from '@/components/analytics/course-figures';
import { ForecastNote } from '@/components/analytics/forecast-note';
import { LessonWorkTable } from '@/components/analytics/lesson-work-table';
import { OutlookSkeleton } from '@/components/analytics/outlook-skeleton';
import { ProgressFigure } from '@/components/analytics/progress-figure';
import { RecommendationList } from '@/components/analytics/recommendation-list';
import { StandingCard } from '@/components/analytics/standing-card';
import { PartBoundary } from '@/components/page/part-boundary';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { isPathId } from '@/lib/access/ids';
import { refusePage, requireViewer } from '@/lib/access/require';
import type { Viewer } from '@/lib/access/viewer';
import { getCourseOutlook } from '@/lib/analytics/course-outlook';
import { getLessonWork } from '@/lib/analytics/lesson-work';
import { getGroundedRecommendations } from '@/lib/analytics/own-recommendations';
import { lastDayOf } from '@/lib/analytics/plan';
import { noteShown } from '@/lib/analytics/recommendation-events';
import { getStandingHistory, statusSpans } from '@/lib/analytics/standing-history';
import { type CourseProgress, getStudentProgress } from '@/lib/analytics/student-progress';
import { dateTime } from '@/lib/format';

export const metadata: Metadata = { title: 'Your progress' };

export default async function CourseProgressPage({ params }: PageProps<'/dashboard/[courseId]'>) {
  const viewer = await requireViewer('STUDENT');
  const { courseId } = await params;
  if (!isPathId(courseId)) return refusePage(viewer);
  const now = new Date();
  const [course] = await getStudentProgress(viewer, courseId, now);
  if (!course) return refusePage(viewer);
  const grounded = await getGroundedRecommendations(viewer, now, courseId);
  after(() => noteShown(viewer, grounded, now));
  const recommendations = grounded.map(({ recommendation }) => recommendation);
  return (
    <>
      <PageHeader
        above={
          <Breadcrumbs crumbs={[{ label: 'Your learning', href: '/dashboard' }, { label: course.title }]} />
        }
        title={course.title}
        lead="How you are getting on in this course."
        actions={
          <LinkButton href={`/courses/${courseId}`} variant="secondary">
            To the course <ArrowRight />
          </LinkButton>
        }
      >
        <p className="text-sm text-ink-soft">
          As of <time dateTime={now.toISOString()}>{dateTime(now, course.timeZone)}</time> ({course.timeZone}
          ).
        </p>
      </PageHeader>
      <div className="flex flex-col gap-5">
        <Card as="div">
          <CourseFigures course={course} />
        </Card>
        {course.status === 'ACTIVE' && (
          <Card title="What to do next">
            <RecommendationList recommendations={recommendations} />
          </Card>
        )}
      </div>
      <PartBoundary what="Your days and lessons">
        <Suspense fallback={<OutlookSkeleton />}>
          <Depth viewer={viewer} course={course} now={now} />
        </Suspense>
      </PartBoundary>
    </>
  );
}

type DepthProps = { viewer: Viewer; course: CourseProgress; now: Date };

async function Depth({ viewer, course, now }: DepthProps) {
  const { courseId, timeZone } = course;
  const [outlook, lessons, history] = await Promise.all([
    getCourseOutlook(viewer, course, now),
    getLessonWork(viewer, courseId),
    getStandingHistory(viewer, courseId),
  ]);
  const isActive = course.status === 'ACTIVE';
  return (
    <div className="mt-5 flex flex-col gap-5">
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card as="div" className="flex min-w-0 flex-col gap-5">
          <ProgressFigure points={outlook.line} course={course} />
          {isActive && (
            <ForecastNote forecast={outlook.forecast} today={outlook.today} endsOn={lastDayOf(course.plan)} />
          )}
        </Card>
        <StandingCard course={course} spans={statusSpans(history)} />
      </div>
      {(isActive || outlook.recentDays.some(({ seconds, interactions }) => seconds + interactions > 0)) && (
        <Card as="div">
          <ActivityFigure days={outlook.recentDays} streak={outlook.streak} scope="This course alone" />
        </Card>
      )}
      <Card title="Your lessons">
        <LessonWorkTable lessons={lessons} timeZone={timeZone} />
      </Card>
    </div>
  );
}
