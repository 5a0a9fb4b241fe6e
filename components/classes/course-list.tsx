import { Cell, HeadCell, Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { TaughtCourse } from '@/lib/classes/taught';
import { count, date } from '@/lib/format';
import { completionText } from './completion';
import { CourseStatus } from './course-status';

/** The courses of one teacher (or institution) with the figures of their classes. */
export function CourseList({ courses }: { courses: TaughtCourse[] }) {
  return (
    <Table caption="Courses and their classes" captionHidden>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Course</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell numeric>Starts</HeadCell>
          <HeadCell numeric>Enrolled</HeadCell>
          <HeadCell numeric>Completed</HeadCell>
          <HeadCell numeric>Withdrawn</HeadCell>
          <HeadCell numeric>Average completion</HeadCell>
        </tr>
      </thead>
      <tbody>
        {courses.map((course) => (
          <CourseRow key={course.id} course={course} />
        ))}
      </tbody>
    </Table>
  );
}

function CourseRow({ course }: { course: TaughtCourse }) {
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 max-w-44 min-w-44 bg-paper-raised align-top group-hover:bg-paper-sunken sm:max-w-96"
      >
        <TextLink href={`/teach/${course.id}`}>{course.title}</TextLink>
        {course.code && <span className="block text-xs font-normal text-ink-soft">{course.code}</span>}
      </HeadCell>
      <Cell>
        <CourseStatus status={course.status} />
      </Cell>
      <Cell numeric>{course.startsOn ? date(course.startsOn, 'UTC') : 'no date'}</Cell>
      <Cell numeric>{count(course.enrolled)}</Cell>
      <Cell numeric>{count(course.completed)}</Cell>
      <Cell numeric>{count(course.dropped)}</Cell>
      <Cell numeric>{course.avgCompletion === null ? '–' : completionText(course.avgCompletion)}</Cell>
    </tr>
  );
}
