import { Stat, StatGroup } from '@/components/ui/stat';
import type { Streak } from '@/lib/analytics/streak';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { count, counted, duration } from '@/lib/format';

type OverallFiguresProps = { courses: readonly CourseProgress[]; streak: Streak };

/** All courses together, and the days in a row. */
export function OverallFigures({ courses, streak }: OverallFiguresProps) {
  const sum = (figure: (course: CourseProgress) => number) =>
    courses.reduce((total, course) => total + figure(course), 0);
  return (
    <StatGroup>
      <Stat label="Days in a row" value={count(streak.days)} note={streakNote(streak)} />
      <Stat
        label="Time"
        value={duration(sum(({ totalTimeSpent }) => totalTimeSpent))}
        note={`in ${counted(courses.length, 'course')}`}
      />
      <Stat
        label="Sections done"
        value={count(sum(({ sectionsCompleted }) => sectionsCompleted))}
        note={`of ${count(sum(({ sectionsRequired }) => sectionsRequired))} required`}
      />
      <Stat
        label="Lessons done"
        value={count(sum(({ lessonsCompleted }) => lessonsCompleted))}
        note={`${count(sum(({ lessonsAttempted }) => lessonsAttempted))} begun, of ${count(sum(({ lessons }) => lessons))}`}
      />
    </StatGroup>
  );
}

/** Today does not count against anybody before it is over. */
function streakNote({ days, studiedToday, longest }: Streak): string {
  if (longest === 0) return 'A day counts once you have studied on it.';
  const best = `longest so far: ${counted(longest, 'day')}`;
  if (days === 0) return best;
  return studiedToday ? `today included; ${best}` : `today still open; ${best}`;
}
