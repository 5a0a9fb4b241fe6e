import { sectionsText } from '@/components/analytics/sections-text';
import { Stat, StatGroup } from '@/components/ui/stat';
import type { RosterStudent } from '@/lib/classes/schema';
import { date, duration, relative } from '@/lib/format';
import { completionText } from './completion';

type StudentFiguresProps = { student: RosterStudent; timeZone: string; now: string };

/** How far one student of a class is. */
export function StudentFigures({ student, timeZone, now }: StudentFiguresProps) {
  const { completion, sectionsCompleted, sectionsRequired, timeSpent, interactions, lastActivityAt } =
    student;
  const isMeasured = timeSpent > 0 || interactions === 0;
  return (
    <StatGroup className="sm:grid-cols-2">
      <Stat
        label="Completion"
        value={completionText(completion, 1)}
        note={sectionsText(completion, { completed: sectionsCompleted, required: sectionsRequired })}
      />
      <Stat
        label="Time spent"
        value={isMeasured ? duration(timeSpent) : '–'}
        note={isMeasured ? 'in this course' : 'not measured: the activity came without time'}
      />
      <Stat
        label="Last activity"
        value={lastActivityAt ? relative(lastActivityAt, now, timeZone).text : '–'}
        note={lastActivityAt ? date(lastActivityAt, timeZone) : 'not yet'}
      />
      <Stat
        label="Enrolled"
        value={date(student.enrolledAt, timeZone)}
        note={`as of ${date(now, timeZone)}`}
      />
    </StatGroup>
  );
}
