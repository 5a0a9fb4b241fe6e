import { ListTree } from 'lucide-react';
import { Alert } from '@/components/ui/alert';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { changeFrom, timesEstimate, unfinishedShare } from '@/lib/classes/drop-off';
import type { LessonFunnel } from '@/lib/classes/schema';
import { Refusal } from '@/lib/errors';
import { count, counted, duration, durationOfMinutes } from '@/lib/format';
import { completionText } from './completion';
import { InlineBar } from './inline-bar';
import { printedTable } from './printed-table';

type LessonTableProps = {
  lessons: Promise<LessonFunnel[] | Refusal>;
  /** Current students: what “opened” is a share of. */
  students: number;
};

/** Where a class gets to: who opened and who finished each lesson. */
export async function LessonTable({ lessons, students }: LessonTableProps) {
  const answer = await lessons;
  if (answer instanceof Refusal) return <Alert tone="caution" title={answer.message} />;
  if (answer.length === 0) {
    return (
      <EmptyState icon={<ListTree />} title="This course has no lessons yet" headingLevel={3}>
        <p>Lessons appear here when the course gets its content.</p>
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Lessons: opened, finished and time"
      captionHidden
      tall={answer.length > 12}
      className={printedTable}
    >
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Lesson</HeadCell>
          <HeadCell>Opened</HeadCell>
          <HeadCell>Finished</HeadCell>
          <HeadCell numeric>From the lesson before</HeadCell>
          <HeadCell numeric>Unfinished</HeadCell>
          <HeadCell numeric>Median time</HeadCell>
          <HeadCell numeric>Mean time</HeadCell>
          <HeadCell numeric>Estimate</HeadCell>
        </tr>
      </thead>
      <tbody>
        {answer.map((lesson, n) => (
          <LessonRow key={lesson.lessonId} lesson={lesson} before={answer[n - 1]} students={students} />
        ))}
      </tbody>
    </Table>
  );
}

type LessonRowProps = { lesson: LessonFunnel; before: LessonFunnel | undefined; students: number };

function LessonRow({ lesson, before, students }: LessonRowProps) {
  const { attempted, completed } = lesson;
  const unfinished = unfinishedShare(lesson);
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 max-w-40 min-w-40 bg-paper-raised align-top font-normal group-hover:bg-paper-sunken sm:max-w-96 print:min-w-0"
      >
        <span className="tabular-nums">{lesson.order}.</span> {lesson.title}
        <span className="block text-xs text-ink-soft">{counted(lesson.sections, 'section')}</span>
      </HeadCell>
      <Cell className="min-w-46 sm:min-w-52 print:min-w-0">
        <Share label={`Opened lesson ${lesson.order}`} part={attempted} of={students} />
      </Cell>
      <Cell className="min-w-46 sm:min-w-52 print:min-w-0">
        <Share label={`Finished lesson ${lesson.order}`} part={completed} of={students} />
      </Cell>
      <Cell numeric>{before ? changeText(before, lesson) : '–'}</Cell>
      <Cell numeric>{unfinished === null ? '–' : completionText(unfinished)}</Cell>
      <Cell numeric>{timeText(lesson.medianTimeSpent)}</Cell>
      <Cell numeric>{timeText(lesson.avgTimeSpent)}</Cell>
      <Cell numeric>{estimateText(lesson)}</Cell>
    </tr>
  );
}

const timeText = (seconds: number) => (seconds > 0 ? duration(seconds) : '–');

/** What the course plans, and how often over the student in the middle needs that. */
function estimateText(lesson: LessonFunnel): string {
  if (!lesson.estimatedMinutes) return '–';
  const planned = durationOfMinutes(lesson.estimatedMinutes);
  const times = timesEstimate(lesson);
  return times === null ? planned : `${planned} · ${times.toFixed(1)}×`;
}

/** How many fewer (or more) students opened this lesson than the one before it. */
function changeText(before: LessonFunnel, lesson: LessonFunnel): string {
  const change = changeFrom(before, lesson);
  if (change === null) return '–';
  if (change.students === 0) return 'all';
  const { students, percent } = change;
  return `${students < 0 ? '−' : '+'}${count(Math.abs(students))} (${completionText(percent)})`;
}

function Share({ label, part, of }: { label: string; part: number; of: number }) {
  if (of === 0) return '–';
  const share = (part / of) * 100;
  return (
    <InlineBar room="long" label={label} value={share} text={`${count(part)} · ${completionText(share)}`} />
  );
}
