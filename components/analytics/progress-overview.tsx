import { BookOpen, ChevronRight } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import type { NextStep } from '@/lib/analytics/next-step';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { counted } from '@/lib/format';
import { ContinueCard } from './continue-card';
import { CourseProgressCard } from './course-progress-card';

type ProgressOverviewProps = { courses: CourseProgress[]; steps: NextStep[]; now: Date; timeZone: string };

/** So many courses are shown before the rest is folded away, so that what concerns them all is not far below. */
const atOnce = 9;

/** Everything about the own courses: the next step first. */
export function ProgressOverview({ courses, steps, now, timeZone }: ProgressOverviewProps) {
  if (courses.length === 0) return <NoCourses />;
  const next = nextOf(courses, steps);
  return (
    <div className="flex flex-col gap-10">
      {next && <ContinueCard {...next} />}
      <section aria-labelledby="my-courses">
        <h2 id="my-courses" className="mb-4 font-serif text-xl font-semibold">
          Your courses
        </h2>
        <Cards courses={courses.slice(0, atOnce)} now={now} timeZone={timeZone} />
        {courses.length > atOnce && (
          <details className="group mt-5">
            <summary className="mb-4 flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
              <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
              Show {counted(courses.length - atOnce, 'more course', 'more courses')}
            </summary>
            <Cards courses={courses.slice(atOnce)} now={now} timeZone={timeZone} />
          </details>
        )}
      </section>
    </div>
  );
}

function Cards({ courses, now, timeZone }: Omit<ProgressOverviewProps, 'steps'>) {
  return (
    <ul className="grid gap-5 md:grid-cols-2 lg:grid-cols-3">
      {courses.map((course) => (
        <CourseProgressCard key={course.courseId} course={course} now={now} timeZone={timeZone} />
      ))}
    </ul>
  );
}

/** The open step of the course studied most recently; courses come in that order. */
function nextOf(courses: CourseProgress[], steps: NextStep[]) {
  for (const course of courses) {
    const step = steps.find(({ courseId }) => courseId === course.courseId);
    if (step) return { course, step };
  }
  return null;
}

function NoCourses() {
  return (
    <EmptyState
      icon={<BookOpen />}
      title="You are enrolled in no course now"
      action={<LinkButton href="/courses">Browse the courses</LinkButton>}
    >
      <p>Choose one, and this page shows where you left off and where you stand.</p>
      <p className="mt-2">
        What is kept of courses that you have left stays yours to see:{' '}
        <TextLink href="/dashboard/privacy/requests">your record</TextLink>.
      </p>
    </EmptyState>
  );
}
