import { Stat, StatGroup } from '@/components/ui/stat';
import type { Overall } from '@/lib/analytics/overall';
import type { Streak } from '@/lib/analytics/streak';
import { count, date } from '@/lib/format';
import { timeText } from './days-in-brief';
import { MeanStats } from './mean-stats';
import { timeNote } from './overall-notes';
import { streakNote } from './streak-note';

type OverallFiguresProps = { overall: Overall; streak: Streak; timeZone: string };

/** What all courses come to together, each number with what it stands on. */
export function OverallFigures({ overall, streak, timeZone }: OverallFiguresProps) {
  const { sectionsCompleted, sectionsRequired, lessons, lessonsAttempted, lessonsCompleted } = overall;
  const day = (moment: string | null) => (moment === null ? '–' : date(moment, timeZone));
  return (
    <StatGroup className="sm:grid-cols-4">
      <Stat label="Days in a row" value={count(streak.days)} note={streakNote(streak)} />
      <Stat
        label="Time"
        value={timeText({ seconds: overall.totalTimeSpent, interactions: overall.sectionsStarted })}
        note={timeNote(overall)}
      />
      <Stat
        label="Sections done"
        value={count(sectionsCompleted)}
        note={`of ${count(sectionsRequired)} required`}
      />
      <Stat
        label="Lessons done"
        value={count(lessonsCompleted)}
        note={`${count(lessonsAttempted)} begun, of ${count(lessons)}`}
      />
      <MeanStats means={overall} sectionsCompleted={sectionsCompleted} />
      <Stat
        label="Last studied"
        value={day(overall.lastActivity)}
        note={overall.startedAt === null ? 'not begun yet' : `first studied ${day(overall.startedAt)}`}
      />
    </StatGroup>
  );
}
