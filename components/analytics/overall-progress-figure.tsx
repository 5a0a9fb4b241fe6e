import type { Overall } from '@/lib/analytics/overall';
import type { OverallOutlook } from '@/lib/analytics/overall-outlook';
import { count, counted } from '@/lib/format';
import { ProgressPicture } from './progress-picture';

type OverallProgressFigureProps = { outlook: OverallOutlook; overall: Overall };

/** How far all courses together were on each day, beside their plans. */
export function OverallProgressFigure({
  outlook: { line, plannedToday },
  overall,
}: OverallProgressFigureProps) {
  const done = `${count(overall.sectionsCompleted)} of ${counted(overall.sectionsRequired, 'required section')} done`;
  return (
    <ProgressPicture
      points={line}
      summary={
        plannedToday === null ? `${done}.` : `${done}; the plan has ${Math.round(plannedToday)} % by today.`
      }
      note={`Counts sections that are done, in percent of all that are required in ${counted(overall.courses, 'course')}. ${
        plannedToday === null
          ? 'There is no plan of all: not every course has dates or an estimate.'
          : 'The plan adds up the plan of each course, by its sections.'
      } Days of each course in the time zone of its institution.`}
    />
  );
}
