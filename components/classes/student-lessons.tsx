import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { StudentLesson } from '@/lib/classes/student';
import { count, date, duration } from '@/lib/format';
import { InlineBar } from './inline-bar';
import { printedTable } from './printed-table';

/** What one student has done of each lesson. */
export function StudentLessons({ lessons, timeZone }: { lessons: StudentLesson[]; timeZone: string }) {
  return (
    <Table
      caption="Lessons of this student"
      captionHidden
      tall={lessons.length > 12}
      className={printedTable}
    >
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Lesson</HeadCell>
          <HeadCell>Sections done</HeadCell>
          <HeadCell numeric>Time</HeadCell>
          <HeadCell numeric>Last activity</HeadCell>
        </tr>
      </thead>
      <tbody>
        {lessons.map((lesson) => (
          <tr key={lesson.lessonId} className="group">
            <HeadCell
              scope="row"
              className="sticky left-0 max-w-40 min-w-40 bg-paper-raised align-top font-normal group-hover:bg-paper-sunken sm:max-w-96"
            >
              <span className="tabular-nums">{lesson.order}.</span> {lesson.title}
            </HeadCell>
            <Cell className="min-w-46">
              <InlineBar
                room="short"
                label={`Done of lesson ${lesson.order}`}
                value={lesson.sections > 0 ? (lesson.done / lesson.sections) * 100 : 0}
                text={`${count(lesson.done)} of ${count(lesson.sections)}`}
              />
            </Cell>
            <Cell numeric>{lesson.seconds > 0 ? duration(lesson.seconds) : '–'}</Cell>
            <Cell numeric>{lesson.lastActivityAt ? date(lesson.lastActivityAt, timeZone) : '–'}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
