import { type ClassPlace, toldPlace } from './class-place';
import { type Means, meansOf } from './means';
import type { LearningStatus, LearningStyle } from './standing';
import type { CourseProgress } from './student-progress';

/** What all current courses of a student come to together. */
export type Overall = Means & {
  courses: number;
  /** How many of them have been begun, and how many of those without any time: then it was not measured. */
  coursesBegun: number;
  coursesUntimed: number;
  sectionsRequired: number;
  sectionsStarted: number;
  sectionsCompleted: number;
  lessons: number;
  lessonsAttempted: number;
  lessonsCompleted: number;
  /** Seconds of visible, active time. */
  totalTimeSpent: number;
  /** The first and the last activity in any of them. */
  startedAt: string | null;
  lastActivity: string | null;
  /** In how many courses begun the own progress is ahead of the class median as told, level with it, behind it; or nothing is told. */
  comparison: Record<ClassPlace | 'withheld', number>;
  /** In how many courses under way each status, and in how many courses each pace, was concluded. */
  statuses: Record<LearningStatus | 'none', number>;
  paces: Record<LearningStyle | 'none', number>;
};

type Countable = {
  [Key in keyof CourseProgress]: CourseProgress[Key] extends number ? Key : never;
}[keyof CourseProgress];

/**
 * Adds up courses. Counts and times are sums; a mean is that of all sections together, from the exact sums of the courses (no
 * mean of means); what is concluded about a course is counted, since there is no class and no plan of all together.
 */
export function overallOf(courses: readonly CourseProgress[]): Overall {
  const sum = (of: (course: CourseProgress) => number) =>
    courses.reduce((total, course) => total + of(course), 0);
  const total = (key: Countable) => sum((course) => course[key]);
  const begun = courses.filter(({ sectionsStarted }) => sectionsStarted > 0);
  return {
    courses: courses.length,
    coursesBegun: begun.length,
    coursesUntimed: begun.filter(({ totalTimeSpent }) => totalTimeSpent === 0).length,
    sectionsRequired: total('sectionsRequired'),
    sectionsStarted: total('sectionsStarted'),
    sectionsCompleted: total('sectionsCompleted'),
    lessons: total('lessons'),
    lessonsAttempted: total('lessonsAttempted'),
    lessonsCompleted: total('lessonsCompleted'),
    totalTimeSpent: total('totalTimeSpent'),
    startedAt: momentsOf(courses, 'startedAt')[0] ?? null,
    lastActivity: momentsOf(courses, 'lastActivity').at(-1) ?? null,
    ...meansOf({
      sectionsTimed: total('sectionsTimed'),
      sectionsRated: total('sectionsRated'),
      sectionsScored: total('sectionsScored'),
      sums: {
        velocity: sum(({ sums }) => sums.velocity),
        difficulty: sum(({ sums }) => sums.difficulty),
        comprehension: sum(({ sums }) => sums.comprehension),
      },
    }),
    comparison: comparisonOf(begun),
    statuses: statusesOf(courses.filter(({ status }) => status === 'ACTIVE')),
    paces: pacesOf(courses),
  };
}

const momentsOf = (courses: readonly CourseProgress[], key: 'startedAt' | 'lastActivity'): string[] =>
  courses.flatMap((course) => course[key] ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));

/** With the rounded median that the student is told anyway: says nothing more of a classmate (docs/decisions/0012). */
function comparisonOf(courses: readonly CourseProgress[]): Overall['comparison'] {
  const counts = { ahead: 0, level: 0, behind: 0, withheld: 0 };
  for (const { avgProgress, medianClassProgress: told, totalClassmates } of courses) {
    const place = told === null ? 'withheld' : toldPlace(avgProgress, told, totalClassmates);
    counts[place] += 1;
  }
  return counts;
}

function statusesOf(courses: readonly CourseProgress[]): Overall['statuses'] {
  const counts = { ACCELERATED: 0, ON_TRACK: 0, NEEDS_SUPPORT: 0, none: 0 };
  for (const { learningStatus } of courses) counts[learningStatus.value ?? 'none'] += 1;
  return counts;
}

function pacesOf(courses: readonly CourseProgress[]): Overall['paces'] {
  const counts = { EFFICIENT: 0, BALANCED: 0, THOROUGH: 0, none: 0 };
  for (const { learningStyle } of courses) counts[learningStyle.value ?? 'none'] += 1;
  return counts;
}
