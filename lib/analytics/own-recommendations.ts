import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { recommendationRules } from './advice/evidence';
import { localDay } from './calendar-day';
import { getLessonWork } from './lesson-work';
import { getNextSteps } from './next-step';
import { getHintEvents, type HintEvent, isAbout } from './recommendation-events';
import { adviceFor, type Grounded, type Recommendation } from './recommendations';
import type { Rules } from './rules/rules';
import { getStudyRuns, streakOn } from './streak';
import { getOwnGrounds, getStudentProgress } from './student-progress';

/** Reading again does not change a score: whoever did it is not asked once more. */
const onceOnly = new Set<string>(['slow-and-weak', 'weak-section']);
const dayLength = 86_400_000;

/**
 * What the viewer is recommended now, most urgent first, with what it was concluded from: in every active course (or in one
 * of them), without what was dismissed or done.
 */
export async function getGroundedRecommendations(
  viewer: Viewer,
  now = new Date(),
  courseId?: string,
): Promise<Grounded[]> {
  const [courses, grounds, steps, lessons, runs, events, timeZone] = await Promise.all([
    getStudentProgress(viewer, courseId, now),
    getOwnGrounds(viewer, courseId),
    getNextSteps(viewer),
    getLessonWork(viewer, courseId),
    getStudyRuns(viewer),
    getHintEvents(viewer),
    timeZoneOf(viewer),
  ]);
  const streak = streakOn(localDay(now, timeZone), runs);
  const active = courses.filter(({ status }) => status === 'ACTIVE');
  return active
    .flatMap((course, n) => {
      const step = steps.find(({ courseId }) => courseId === course.courseId);
      const own = grounds.get(course.courseId);
      if (!step || !own) return [];
      const { standing, schedule, rules } = own;
      const situation = {
        course,
        standing,
        schedule,
        step,
        lessons: lessons.filter(({ courseId }) => courseId === course.courseId),
        streak: n === 0 ? streak : null,
        now,
      };
      const advice = adviceFor(situation, rules);
      return withoutSettled(advice, events, rules, now).slice(0, rules.recommendations.aCourse);
    })
    .toSorted((a, b) => urgency(a) - urgency(b));
}

const urgency = ({ recommendation: { rule } }: Grounded): number => recommendationRules.indexOf(rule);

/** The same as the viewer is told it. */
export async function getRecommendations(
  viewer: Viewer,
  now = new Date(),
  courseId?: string,
): Promise<Recommendation[]> {
  const grounded = await getGroundedRecommendations(viewer, now, courseId);
  return grounded.map(({ recommendation }) => recommendation);
}

function withoutSettled(
  advice: Grounded[],
  events: readonly HintEvent[],
  { recommendations }: Rules,
  now: Date,
): Grounded[] {
  const settled = events.filter(
    ({ kind, rule, at }) =>
      (kind === 'DISMISSED' || (kind === 'FOLLOWED' && onceOnly.has(rule))) &&
      now.getTime() - Date.parse(at) < recommendations.dismissedDays * dayLength,
  );
  return advice.filter(({ recommendation }) => !settled.some((event) => isAbout(event, recommendation)));
}
