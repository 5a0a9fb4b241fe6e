import type { ReactNode } from 'react';
import { LearningStatusBadge } from '@/components/analytics/learning-status-badge';
import { Cell } from '@/components/ui/table';
import type { ListedStudent, RosterColumn, RosterStudent } from '@/lib/classes/schema';
import { count, date, duration, relative } from '@/lib/format';
import { completionText } from './completion';
import { EnrollmentStatus } from './enrollment-status';
import { InlineBar } from './inline-bar';

type Clock = { now: string; timeZone: string };
type Column = { label: string; numeric: boolean; cell: (student: ListedStudent, clock: Clock) => ReactNode };

const noFigure = <span className="text-ink-soft">–</span>;
const figure = (value: number | null, text: (value: number) => string) =>
  value === null ? noFigure : text(value);
const oneDigit = (value: number) => value.toFixed(1);

/** Every column of the class list but the name: its heading and what stands in a row. */
export const rosterCells: Record<RosterColumn, Column> = {
  completion: {
    label: 'Completion',
    numeric: false,
    cell: ({ name, completion, status }) => (
      <InlineBar
        room="short"
        label={`Completion of ${name}`}
        value={completion}
        text={completionText(completion, 1)}
        tone={status === 'COMPLETED' ? 'positive' : 'accent'}
      />
    ),
  },
  status: {
    label: 'Status',
    numeric: false,
    cell: ({ status }) => <EnrollmentStatus status={status} />,
  },
  learning: {
    label: 'Learning status',
    numeric: false,
    cell: ({ learningStatus }) =>
      learningStatus ? <LearningStatusBadge status={learningStatus} /> : noFigure,
  },
  sections: {
    label: 'Sections done',
    numeric: true,
    cell: (student) => `${count(student.sectionsCompleted)} of ${count(student.sectionsRequired)}`,
  },
  time: { label: 'Time', numeric: true, cell: timeOf },
  interactions: { label: 'Steps', numeric: true, cell: ({ interactions }) => count(interactions) },
  velocity: {
    label: 'Sections an hour',
    numeric: true,
    cell: ({ velocity }) => figure(velocity, oneDigit),
  },
  difficulty: {
    label: 'Found it hard (1–5)',
    numeric: true,
    cell: ({ difficulty }) => figure(difficulty, oneDigit),
  },
  comprehension: {
    label: 'Mean score',
    numeric: true,
    cell: ({ comprehension }) => figure(comprehension, (value) => completionText(value)),
  },
  enrolled: {
    label: 'Enrolled',
    numeric: true,
    cell: ({ enrolledAt }, { timeZone }) => <time dateTime={enrolledAt}>{date(enrolledAt, timeZone)}</time>,
  },
  activity: {
    label: 'Last activity',
    numeric: true,
    cell: ({ lastActivityAt }, clock) => <LastActivity at={lastActivityAt} {...clock} />,
  },
};

/** What the list shows when nobody chooses: fits on a laptop. */
export const usualColumns: readonly RosterColumn[] = ['completion', 'status', 'sections', 'time', 'activity'];

/** One cell of a student's row. */
export function RosterCell({
  column,
  student,
  clock,
}: {
  column: RosterColumn;
  student: ListedStudent;
  clock: Clock;
}) {
  const { numeric, cell } = rosterCells[column];
  return (
    <Cell numeric={numeric} className={column === 'completion' ? 'min-w-44 print:min-w-32' : undefined}>
      {cell(student, clock)}
    </Cell>
  );
}

/** Activity that came without seconds is not the same as no time. */
function timeOf({ timeSpent, interactions }: RosterStudent): string {
  return timeSpent === 0 && interactions > 0 ? 'not measured' : duration(timeSpent);
}

function LastActivity({ at, now, timeZone }: { at: string | null } & Clock) {
  if (at === null) return <span className="text-ink-soft">not yet</span>;
  const { text, title } = relative(at, now, timeZone);
  return (
    <time dateTime={at} title={title}>
      {text}
    </time>
  );
}
