import type { Rules } from './rules/rules';
import { learningStatus, leastSeconds, type Standing } from './standing';

/** How the current students of a class spread over completion, which is in hundredths of a percent here. */
export type ClassShape = {
  /** Students in each of the 102 buckets described at `course_cards` in the schema. */
  histogram: readonly number[];
  /** The completions at the three ranks around the middle, described there too; null below two students. */
  middle: readonly number[] | null;
  /** Whether any time of the class was measured. */
  timeMeasured: boolean;
};

/**
 * What decides the learning status of every student of a class at one moment. Who started enough sections and spent
 * enough time needs attention up to `behindTo`, is ahead from `aheadFrom` on, and is on track in between.
 */
export type StatusLimits = {
  sections: number;
  seconds: number;
  /** −1: nobody. */
  behindTo: number;
  /** 10 001: nobody. */
  aheadFrom: number;
};

const everything = 10_000;
const leastClassmates = 10;

/** In a class too small to compare, nobody has started enough. */
const noStatus: StatusLimits = { sections: 2 ** 31 - 1, seconds: 0, behindTo: -1, aheadFrom: everything + 1 };

/**
 * The limits at which the status that a student is shown changes, found with the very function that concludes it. With
 * a higher completion the classmates behind can only become more, those further fewer, and the median of the others
 * only lower: each status is one range of completion.
 */
export function statusLimits(shape: ClassShape, rules: Rules): StatusLimits {
  const students = sum(shape.histogram);
  if (students <= leastClassmates || shape.middle === null) return noStatus;
  const { middle } = shape;
  const statusAt = (completion: number) =>
    learningStatus(standingAt(completion, { ...shape, middle }, students, rules), rules).value;
  return {
    sections: rules.status.minimumSections,
    seconds: leastSeconds(shape, rules),
    behindTo: firstWhere((completion) => statusAt(completion) !== 'NEEDS_SUPPORT') - 1,
    aheadFrom: firstWhere((completion) => statusAt(completion) === 'ACCELERATED'),
  };
}

/** The evidence of somebody at this completion who has just started and spent enough. */
function standingAt(
  completion: number,
  { histogram, middle, timeMeasured }: ClassShape & { middle: readonly number[] },
  students: number,
  rules: Rules,
): Standing {
  const bucket = bucketOf(completion);
  const below = sum(histogram.slice(0, bucket));
  return {
    progress: completion / 100,
    sectionsStarted: rules.status.minimumSections,
    sectionsCompleted: 0,
    timeSpent: leastSeconds({ timeMeasured }, rules),
    timeMeasured,
    velocity: null,
    plannedVelocity: null,
    classmates: students - 1,
    classMedian: medianOfOthers(middle, students, completion) / 100,
    classmatesBelow: below,
    classmatesAbove: students - below - (histogram[bucket] ?? 0),
  };
}

/** As `completion_bucket` in the database. */
function bucketOf(completion: number): number {
  if (completion <= 0) return 0;
  return completion >= everything ? 101 : Math.floor(completion / 100) + 1;
}

/** As `median_of_middle` in the database, without a student of this completion. */
function medianOfOthers(middle: readonly number[], students: number, own: number): number {
  const [first = 0, second = 0, third = 0] = middle;
  const lower = own > first ? first : second;
  return students % 2 === 0 ? lower : (lower + (own > second ? second : third)) / 2;
}

/** The least completion for which something holds that holds for all above it as well; 10 001 for none. */
function firstWhere(holds: (completion: number) => boolean): number {
  let [low, high] = [0, everything + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
