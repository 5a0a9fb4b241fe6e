import Link from 'next/link';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { LessonWork } from '@/lib/analytics/lesson-work';
import { count, date, duration } from '@/lib/format';

type LessonWorkTableProps = { lessons: readonly LessonWork[]; timeZone: string };

/** Every lesson of a course: how far, how long, how well; beside it what it takes the class. */
export function LessonWorkTable({ lessons, timeZone }: LessonWorkTableProps) {
  const asOf = lessons.find(({ normAsOf }) => normAsOf !== null)?.normAsOf;
  return (
    <div className="flex flex-col gap-2">
      <Table caption="Your lessons" captionHidden>
        <thead>
          <tr>
            <HeadCell>Lesson</HeadCell>
            <HeadCell numeric>Sections done</HeadCell>
            <HeadCell numeric>Your time</HeadCell>
            <HeadCell numeric>Class</HeadCell>
            <HeadCell numeric>Your answers</HeadCell>
            <HeadCell numeric>Class</HeadCell>
          </tr>
        </thead>
        <tbody>
          {lessons.map((lesson) => (
            <Row key={lesson.lessonId} lesson={lesson} />
          ))}
        </tbody>
      </Table>
      <p className="text-xs text-ink-soft">
        {asOf
          ? `Class: of those who finished the lesson, the median time and the mean of their answers, rounded, as of ${date(asOf, timeZone)}; a dash where fewer than eleven did.`
          : 'The class’s times appear once eleven students have finished a lesson; they are worked out every night.'}
      </p>
    </div>
  );
}

const answers = (value: number | null) => (value === null ? '–' : `${Math.round(value)} %`);

function Row({ lesson }: { lesson: LessonWork }) {
  const { courseId, lessonId, title, finished, required, seconds } = lesson;
  return (
    <tr>
      <HeadCell scope="row" className="font-normal">
        <Link href={`/learn/${courseId}/${lessonId}`} className="hover:text-accent hover:underline">
          {title}
        </Link>
      </HeadCell>
      <Cell numeric>
        {count(finished)} of {count(required)}
      </Cell>
      <Cell numeric>{lesson.started === 0 ? '–' : duration(seconds)}</Cell>
      <Cell numeric>{lesson.classSeconds === null ? '–' : `about ${duration(lesson.classSeconds)}`}</Cell>
      <Cell numeric>{answers(lesson.comprehension)}</Cell>
      <Cell numeric>
        {lesson.classComprehension === null ? '–' : `about ${answers(lesson.classComprehension)}`}
      </Cell>
    </tr>
  );
}
