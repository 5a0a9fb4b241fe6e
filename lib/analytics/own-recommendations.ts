import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { localDay } from './calendar-day';
import { getLessonWork } from './lesson-work';
import { getNextSteps } from './next-step';
import { getHintEvents, type HintEvent, isAbout } from './recommendation-events';
import { adviceFor, type Recommendation, recommendationRules } from './recommendations';
import type { Rules } from './rules/rules';
import { getStudyRuns, streakOn } from './streak';
import { getOwnRules, getStudentProgress } from './student-progress';

/** Reading again does not change a score: whoever did it is not asked once more. */
const onceOnly = new Set<string>(['slow-and-weak', 'weak-section']);
const dayLength = 86_400_000;

/**
 * What the viewer is recommended now, most urgent first: in every active course (or in one of them), without
 * what was dismissed or done.
 */
export async function getRecommendations(
  viewer: Viewer,
  now = new Date(),
  courseId?: string,
): Promise<Recommendation[]> {
  const [courses, rules, steps, lessons, runs, events, timeZone] = await Promise.all([
    getStudentProgress(viewer, courseId, now),
    getOwnRules(viewer, courseId),
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
      const own = rules.get(course.courseId);
      if (!step || !own) return [];
      const advice = adviceFor({
        course,
        step,
        lessons: lessons.filter(({ courseId }) => courseId === course.courseId),
        streak: n === 0 ? streak : null,
        rules: own,
        now,
      });
      return withoutSettled(advice, events, own, now).slice(0, own.recommendations.aCourse);
    })
    .toSorted((a, b) => recommendationRules.indexOf(a.rule) - recommendationRules.indexOf(b.rule));
}

function withoutSettled(
  advice: Recommendation[],
  events: readonly HintEvent[],
  { recommendations }: Rules,
  now: Date,
): Recommendation[] {
  const settled = events.filter(
    ({ kind, rule, at }) =>
      (kind === 'DISMISSED' || (kind === 'FOLLOWED' && onceOnly.has(rule))) &&
      now.getTime() - Date.parse(at) < recommendations.dismissedDays * dayLength,
  );
  return advice.filter((recommendation) => !settled.some((event) => isAbout(event, recommendation)));
}
