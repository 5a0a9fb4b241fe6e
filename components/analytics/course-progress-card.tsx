import Link from 'next/link';
import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { count, relative } from '@/lib/format';
import { timeText } from './days-in-brief';
import { sectionsText } from './sections-text';
import { StatusVerdict } from './status-verdict';
import { styleWords } from './words';

/** A thinner bar for what stands beside the own progress. */
const beside = 'mt-2 [&_label]:font-normal [&_progress]:h-1 [&_progress]:text-ink-soft';

type CourseProgressCardProps = { course: CourseProgress; now: Date; timeZone: string };

/** How one course goes: own progress, the class beside it, and what follows from both. */
export function CourseProgressCard({ course, now, timeZone }: CourseProgressCardProps) {
  const isCompleted = course.status === 'COMPLETED';
  return (
    <Card as="li" className="flex min-w-0 flex-col gap-4">
      <div>
        {course.code && <p className="truncate text-xs font-semibold text-ink-soft">{course.code}</p>}
        <h3 className="line-clamp-3 font-serif text-lg font-semibold">
          <Link href={`/dashboard/${course.courseId}`} className="hover:text-accent hover:underline">
            {course.title}
          </Link>
        </h3>
      </div>
      <div>
        <ProgressBar label="You" value={course.avgProgress} tone={isCompleted ? 'positive' : 'accent'} />
        <p className="mt-1 text-xs text-ink-soft">
          {sectionsText(course.avgProgress, {
            completed: course.sectionsCompleted,
            required: course.sectionsRequired,
          })}
        </p>
        {course.plan && !isCompleted && <PlannedToday planned={course.plan.plannedProgress} />}
        {course.medianClassProgress !== null && (
          <ClassMedian median={course.medianClassProgress} classmates={course.totalClassmates} />
        )}
      </div>
      <Verdict course={course} />
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t pt-4 text-sm">
        <Fact term="Time">
          {timeText({ seconds: course.totalTimeSpent, interactions: course.sectionsStarted })}
        </Fact>
        <Fact term="Last studied">
          {course.lastActivity ? (
            <Ago moment={course.lastActivity} now={now} timeZone={timeZone} />
          ) : (
            'not yet'
          )}
        </Fact>
        <Fact term="Pace" note={course.learningStyle.reason}>
          {course.learningStyle.value && styleWords[course.learningStyle.value]}
        </Fact>
        <Fact
          term="How hard you find it"
          note={
            course.perceivedDifficulty === null
              ? 'No section rated yet.'
              : 'Mean of your ratings, 1 easy to 5 hard.'
          }
        >
          {course.perceivedDifficulty?.toFixed(1)}
        </Fact>
      </dl>
    </Card>
  );
}

function Verdict({ course }: { course: CourseProgress }) {
  if (course.status === 'COMPLETED') {
    return (
      <div>
        <StatusBadge tone="positive">Course completed</StatusBadge>
      </div>
    );
  }
  if (course.medianClassProgress !== null) return <StatusVerdict verdict={course.learningStatus} />;
  return (
    <p className="text-sm text-ink-soft">
      No comparison with the class: with fewer than ten classmates it would show how one of them does.
    </p>
  );
}

const PlannedToday = ({ planned }: { planned: number }) => (
  <ProgressBar label="Plan by today" value={planned} text={`${Math.round(planned)} %`} className={beside} />
);

type ClassMedianProps = { median: number; classmates: number };

function ClassMedian({ median, classmates }: ClassMedianProps) {
  return (
    <ProgressBar
      label="Class median"
      value={median}
      text={`about ${median} % · ${count(classmates)} classmates`}
      className={beside}
    />
  );
}

function Ago({ moment, now, timeZone }: { moment: string; now: Date; timeZone: string }) {
  const { text, title } = relative(moment, now, timeZone);
  return (
    <time dateTime={moment} title={title}>
      {text}
    </time>
  );
}

function Fact({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-soft">{term}</dt>
      {children && <dd className="font-semibold tabular-nums">{children}</dd>}
      {note && <dd className="text-xs text-ink-soft">{note}</dd>}
    </div>
  );
}
