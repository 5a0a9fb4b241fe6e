import { IntentLink } from '@/components/ui/intent-link';
import { Cell, HeadCell } from '@/components/ui/table';
import type { RosterStudent } from '@/lib/classes/schema';
import { count, duration, relative } from '@/lib/format';
import { completionText } from './completion';
import { EnrollmentStatus } from './enrollment-status';
import { InlineBar } from './inline-bar';

type RosterRowProps = { courseId: string; student: RosterStudent; now: string; timeZone: string };

export function RosterRow({ courseId, student, now, timeZone }: RosterRowProps) {
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 max-w-36 min-w-36 bg-paper-raised align-top group-hover:bg-paper-sunken sm:max-w-72 sm:min-w-52 print:min-w-0"
      >
        <IntentLink
          href={`/teach/${courseId}/students/${student.userId}`}
          className="inline-flex min-h-6 items-center hover:text-accent hover:underline"
        >
          {student.name}
        </IntentLink>
      </HeadCell>
      <Cell className="min-w-44 print:min-w-32">
        <InlineBar
          room="short"
          label={`Completion of ${student.name}`}
          value={student.completion}
          text={completionText(student.completion, 1)}
          tone={student.status === 'COMPLETED' ? 'positive' : 'accent'}
        />
      </Cell>
      <Cell>
        <EnrollmentStatus status={student.status} />
      </Cell>
      <Cell numeric>
        {count(student.sectionsCompleted)} of {count(student.sectionsRequired)}
      </Cell>
      <Cell numeric>{timeOf(student)}</Cell>
      <Cell numeric>
        <LastActivity at={student.lastActivityAt} now={now} timeZone={timeZone} />
      </Cell>
    </tr>
  );
}

/** Activity that came without seconds is not the same as no time. */
const timeOf = ({ timeSpent, interactions }: RosterStudent) =>
  timeSpent === 0 && interactions > 0 ? 'not measured' : duration(timeSpent);

function LastActivity({ at, now, timeZone }: { at: string | null; now: string; timeZone: string }) {
  if (at === null) return <span className="text-ink-soft">not yet</span>;
  const { text, title } = relative(at, now, timeZone);
  return (
    <time dateTime={at} title={title}>
      {text}
    </time>
  );
}
