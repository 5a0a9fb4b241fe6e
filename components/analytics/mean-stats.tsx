import { Stat } from '@/components/ui/stat';
import type { Means } from '@/lib/analytics/means';
import { meanNote, velocityNote } from './mean-notes';

type MeanStatsProps = { means: Means; sectionsCompleted: number };

/** How fast, how well and how hard: of one course or of all together. Belongs inside a `StatGroup`. */
export function MeanStats({ means, sectionsCompleted }: MeanStatsProps) {
  const { avgLearningVelocity, comprehensionLevel, perceivedDifficulty, sectionsRated, sectionsScored } =
    means;
  return (
    <>
      <Stat
        label="Speed"
        value={avgLearningVelocity?.toFixed(1) ?? '–'}
        note={velocityNote(means.sectionsTimed, sectionsCompleted)}
      />
      <Stat
        label="Answers right"
        value={comprehensionLevel === null ? '–' : `${Math.round(comprehensionLevel)} %`}
        note={meanNote(sectionsScored, 'answered')}
      />
      <Stat
        label="How hard you find it"
        value={perceivedDifficulty?.toFixed(1) ?? '–'}
        note={
          sectionsRated === 0 ? meanNote(0, 'rated') : `1 easy to 5 hard, ${meanNote(sectionsRated, 'rated')}`
        }
      />
    </>
  );
}
