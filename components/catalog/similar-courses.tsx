import { Card } from '@/components/ui/card';
import { IntentLink } from '@/components/ui/intent-link';
import type { CourseItem } from '@/lib/catalog/schema';
import { durationOfMinutes } from '@/lib/format';
import { crowdText } from './crowd';
import { levelWords } from './words';

/** Courses about the same things, as a strip below a course. Nothing where none is alike. */
export function SimilarCourses({ courses }: { courses: readonly CourseItem[] }) {
  if (courses.length === 0) return null;
  return (
    <section aria-labelledby="similar-courses" className="mt-14 border-t pt-8 print:hidden">
      <h2 id="similar-courses" className="mb-4 font-serif text-xl font-semibold">
        Similar courses
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {courses.map((course) => (
          <SimilarCourse key={course.id} course={course} />
        ))}
      </ul>
    </section>
  );
}

function SimilarCourse({ course }: { course: CourseItem }) {
  const { id, code, title, difficultyLevel, estimatedDuration, institution } = course;
  const length = estimatedDuration === null ? null : durationOfMinutes(estimatedDuration);
  return (
    <Card as="li" interactive className="flex min-w-0 flex-col gap-1 p-4 text-sm sm:p-4">
      {code && <p className="truncate text-xs font-semibold text-ink-soft">{code}</p>}
      <h3 className="line-clamp-3 font-serif text-base leading-snug font-semibold hyphens-auto">
        <IntentLink
          href={`/courses/${id}`}
          className="wrap-anywhere after:absolute after:inset-0 after:rounded-card"
        >
          {title}
        </IntentLink>
      </h3>
      <p className="text-ink-soft">{[levelWords[difficultyLevel], length].filter(Boolean).join(' · ')}</p>
      <p className="mt-auto truncate pt-1 text-ink-soft">{institution.name}</p>
      <p className="text-ink-soft tabular-nums">{crowdText(course)}</p>
    </Card>
  );
}
