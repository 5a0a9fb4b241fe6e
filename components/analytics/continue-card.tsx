import { ArrowRight } from 'lucide-react';
import { LinkButton } from '@/components/ui/link-button';
import type { NextStep } from '@/lib/analytics/next-step';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { durationOfMinutes } from '@/lib/format';

type ContinueCardProps = { course: CourseProgress; step: NextStep };

/** The way back to where one stopped: the first thing on the page. */
export function ContinueCard({ course, step }: ContinueCardProps) {
  const { courseId, lessonId, lessonTitle, sectionId, sectionTitle, estimatedDuration } = step;
  return (
    <section
      aria-labelledby="continue"
      className="flex flex-wrap items-center justify-between gap-x-8 gap-y-5 rounded-card bg-accent-soft p-5 sm:p-7"
    >
      <div className="min-w-0">
        <p className="text-sm text-ink-soft">{course.lastActivity ? 'Continue with' : 'Start with'}</p>
        <h2 id="continue" className="font-serif text-xl font-semibold sm:text-2xl">
          {sectionTitle}
        </h2>
        <p className="mt-1 text-sm text-ink-soft">
          {lessonTitle} · {course.title}
          {estimatedDuration !== null && ` · about ${durationOfMinutes(estimatedDuration)}`}
        </p>
      </div>
      <LinkButton href={`/learn/${courseId}/${lessonId}#${sectionId}`} size="lg" className="w-full sm:w-auto">
        {course.lastActivity ? 'Continue' : 'Start'} <ArrowRight />
      </LinkButton>
    </section>
  );
}
