import { ChevronRight } from 'lucide-react';
import { LessonLink } from '@/components/enrollment/lesson-link';
import type { CourseDetail, OutlineLesson } from '@/lib/catalog/course';
import { counted, durationOfMinutes } from '@/lib/format';

/** The lessons of a course in order, each with its sections. */
export function CourseOutline({ course }: { course: Pick<CourseDetail, 'id' | 'lessons'> }) {
  if (course.lessons.length === 0)
    return <p className="text-ink-soft">The lessons are still being written.</p>;
  return (
    <ol className="divide-y rounded-card border bg-paper-raised">
      {course.lessons.map((lesson, index) => (
        <li key={lesson.id} className="flex gap-4 p-4 sm:p-5">
          <span className="w-6 shrink-0 text-right font-serif text-lg text-ink-soft tabular-nums">
            {index + 1}
          </span>
          <div className="min-w-0 grow">
            <h3 className="font-serif text-lg font-semibold">
              <LessonLink courseId={course.id} lessonId={lesson.id}>
                {lesson.title}
              </LessonLink>
            </h3>
            {lesson.description && <p className="mt-1 text-sm text-ink-soft">{lesson.description}</p>}
            <Sections courseId={course.id} lesson={lesson} />
          </div>
        </li>
      ))}
    </ol>
  );
}

type SectionsProps = { courseId: string; lesson: OutlineLesson };

function Sections({ courseId, lesson }: SectionsProps) {
  const length = lesson.estimatedDuration === null ? null : durationOfMinutes(lesson.estimatedDuration);
  const summary = [counted(lesson.sections.length, 'section'), length].filter(Boolean).join(' · ');
  if (lesson.sections.length === 0) return <p className="mt-1 text-sm text-ink-soft">{length}</p>;
  return (
    <details className="group mt-1 text-sm">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 text-ink-soft hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <ol className="mt-1 mb-1 flex flex-col gap-1 pl-5.5">
        {lesson.sections.map((section) => (
          <li key={section.id} className="flex min-h-6 justify-between gap-4">
            <span className="min-w-0">
              <LessonLink courseId={courseId} lessonId={lesson.id} sectionId={section.id}>
                {section.title}
              </LessonLink>
              {!section.required && <span className="text-ink-soft"> (optional)</span>}
            </span>
            {section.estimatedDuration !== null && (
              <span className="shrink-0 text-ink-soft tabular-nums">
                {durationOfMinutes(section.estimatedDuration)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
