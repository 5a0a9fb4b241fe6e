import type { ClassFigures, RiskFacts } from './facts';
import type { Weights } from './weights';

/** Percent of the required sections a student has finished. */
export const progressOf = ({ sectionsDone, sectionsRequired }: RiskFacts): number =>
  sectionsRequired > 0 ? (sectionsDone / sectionsRequired) * 100 : 0;

/** Days without activity; for who never was active, all the days there were. */
export const idleOf = ({ idleDays, days }: RiskFacts): number => idleDays ?? days;

/** Days until the first activity; for who never was active, all the days there were. */
export const startOf = ({ startDays, days }: RiskFacts): number => startDays ?? days;

/** The medians that students are compared with. `planned`: percent of the course's dates that have passed. */
export function classFigures(students: RiskFacts[], planned: number | null, weights: Weights): ClassFigures {
  const of = (figure: (student: RiskFacts) => number) => median(students.map(figure));
  const seconds = of((student) => student.seconds);
  const scored = students.filter((student) => student.comprehensionSections >= weights.comprehensionSections);
  return {
    students: students.length,
    days: of((student) => student.days),
    idleDays: of(idleOf),
    startDays: of(startOf),
    activeDays: of((student) => student.activeDays),
    activeDays14: of((student) => student.activeDays14),
    seconds: seconds > 0 ? seconds : null,
    interactions: of((student) => student.interactions),
    progress: of(progressOf),
    planned,
    comprehension:
      scored.length >= weights.minimumClass
        ? median(scored.map((student) => student.comprehension ?? 0))
        : null,
  };
}

/** The middle of the values, or the mean of the two around it; 0 of none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
