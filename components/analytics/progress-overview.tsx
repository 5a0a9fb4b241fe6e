import { BookOpen } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import type { NextStep } from '@/lib/analytics/next-step';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { ContinueCard } from './continue-card';
import { CourseProgressCard } from './course-progress-card';

type ProgressOverviewProps = { courses: CourseProgress[]; steps: NextStep[]; now: Date; timeZone: string };

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
        <ul className="grid gap-5 md:grid-cols-2 lg:grid-cols-3">
          {courses.map((course) => (
            <CourseProgressCard key={course.courseId} course={course} now={now} timeZone={timeZone} />
          ))}
        </ul>
      </section>
    </div>
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
      title="You are not enrolled in a course yet"
      action={<LinkButton href="/courses">Browse the courses</LinkButton>}
    >
      <p>Choose one, and this page shows where you left off and where you stand.</p>
    </EmptyState>
  );
}
