import type { ReactNode } from 'react';
import { TextLink } from '@/components/ui/text-link';
import type { CourseDetail } from '@/lib/catalog/course';
import { counted, date, durationOfMinutes } from '@/lib/format';
import { levelWords } from './words';

/** The facts of a course as a list of terms. */
export function CourseFacts({ course }: { course: CourseDetail }) {
  const sections = course.lessons.reduce((sum, lesson) => sum + lesson.sections.length, 0);
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm">
      <Fact term="Level">{levelWords[course.difficultyLevel]}</Fact>
      {course.estimatedDuration !== null && (
        <Fact term="Time">about {durationOfMinutes(course.estimatedDuration)}</Fact>
      )}
      {course.lessons.length > 0 && (
        <Fact term="Contents">
          {counted(course.lessons.length, 'lesson')}, {counted(sections, 'section')}
        </Fact>
      )}
      {course.credits && <Fact term="Credits">{course.credits}</Fact>}
      {course.instructor.name && (
        <Fact term="Instructor">
          <CoursesLink filter={{ instructor: course.instructor.id }}>{course.instructor.name}</CoursesLink>
        </Fact>
      )}
      <Fact term="Institution">
        <CoursesLink filter={{ institution: course.institution.id }}>{course.institution.name}</CoursesLink>
      </Fact>
      {course.department && (
        <Fact term="Department">
          <CoursesLink filter={{ subject: course.department }}>{course.department}</CoursesLink>
        </Fact>
      )}
      {course.startsOn && <Fact term="Starts">{day(course.startsOn)}</Fact>}
      {course.endsOn && <Fact term="Ends">{day(course.endsOn)}</Fact>}
      {course.license && <Fact term="Licence">{course.license}</Fact>}
    </dl>
  );
}

/** A calendar day is the same day everywhere. */
const day = (text: string) => date(text, 'UTC');

/** A fact that leads to the other courses of which it is true. */
function CoursesLink({ filter, children }: { filter: Record<string, string>; children: ReactNode }) {
  return (
    <TextLink href={`/courses?${new URLSearchParams(filter)}`} prefetch={false}>
      {children}
    </TextLink>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
