import { Stat, StatGroup } from '@/components/ui/stat';
import type { ClassSummary } from '@/lib/classes/schema';
import { count, counted, duration } from '@/lib/format';
import { completionText } from './completion';
import { Fresh } from './fresh';

type ClassFiguresProps = { summary: ClassSummary };

/** How many people, and how far they are. What the numbers stand on is in `ClassMethod`. */
export function ClassFigures({ summary }: ClassFiguresProps) {
  const current = summary.active + summary.completed;
  return (
    <StatGroup className="sm:grid-cols-4">
      <Stat label="Registered" value={<Fresh text={count(summary.registered)} />} />
      <Stat label="Active" value={<Fresh text={count(summary.active)} />} />
      <Stat label="Completed" value={<Fresh text={count(summary.completed)} />} />
      <Stat label="Withdrawn" value={<Fresh text={count(summary.dropped)} />} />
      <Stat
        label="Average"
        value={
          <Fresh text={summary.avgCompletion === null ? '–' : completionText(summary.avgCompletion, 1)} />
        }
        note={current > 0 ? `completion of ${counted(current, 'student')}` : 'no current students'}
      />
      <Stat
        label="Median"
        value={
          <Fresh
            text={summary.medianCompletion === null ? '–' : completionText(summary.medianCompletion, 1)}
          />
        }
        note={summary.medianCompletion === null ? 'needs ten current students' : 'half are above, half below'}
      />
      <Stat
        label="Time spent"
        value={<Fresh text={summary.timeSpent > 0 ? roundedDuration(summary.timeSpent) : '–'} />}
        note={timeNote(summary)}
      />
    </StatGroup>
  );
}

/** Imported activity may come without seconds: that is not the same as no time. */
function timeNote({ timeSpent, registered, avgCompletion }: ClassSummary): string {
  if (timeSpent > 0) return `${duration(timeSpent / registered)} a student`;
  return avgCompletion ? 'not measured: the activity came without time' : 'nobody yet';
}

const hour = 3600;

/** Minutes say nothing behind thousands of hours. */
const roundedDuration = (seconds: number) =>
  duration(seconds < 100 * hour ? seconds : Math.round(seconds / hour) * hour);
