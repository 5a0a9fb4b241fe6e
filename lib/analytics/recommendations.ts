import { date } from '@/lib/format';
import { addDays, daysBetween, localDay } from './calendar-day';
import type { LessonWork } from './lesson-work';
import type { NextStep } from './next-step';
import type { Rules, RulesReference } from './rules/rules';
import type { Streak } from './streak';
import type { CourseProgress } from './student-progress';

export type Recommendation = {
  courseId: string;
  rule: RecommendationRule;
  text: string;
  /** What it leads to. */
  lessonId: string;
  sectionId: string;
  /** The numbers it was concluded from, by name. */
  evidence: Record<string, number>;
  /** The rules it was concluded by. */
  rules: RulesReference;
};
export type Insight = { text: string };

/** Most urgent first. */
export const recommendationRules = [
  'slow-and-weak',
  'weak-section',
  'needs-support',
  'paused',
  'below-plan',
  'streak',
  'nearly-done',
  'ahead',
  'start',
  'continue',
] as const;
export type RecommendationRule = (typeof recommendationRules)[number];

export type Situation = {
  course: CourseProgress;
  /** The first required section not yet complete. */
  step: NextStep;
  lessons: readonly LessonWork[];
  /** Null where the streak is another course's matter. */
  streak: Streak | null;
  rules: Rules;
  now: Date;
};

type Advice = Pick<Recommendation, 'text' | 'lessonId' | 'sectionId' | 'evidence'>;

/**
 * What could be recommended in one active course, most urgent first and each section once; “continue” only
 * where there is nothing else to say.
 */
export function adviceFor(situation: Situation): Recommendation[] {
  const { course, rules } = situation;
  const found = recommendationRules.flatMap((rule) => {
    const advice = advise[rule](situation);
    return advice ? [{ ...advice, rule, courseId: course.courseId, rules: rules.reference }] : [];
  });
  const each = found.filter(
    ({ sectionId }, n) => found.findIndex((other) => other.sectionId === sectionId) === n,
  );
  return each.length > 1 ? each.filter(({ rule }) => rule !== 'continue') : each;
}

const advise: Record<RecommendationRule, (situation: Situation) => Advice | null> = {
  'slow-and-weak': ({ lessons, rules: { recommendations } }) => {
    for (const lesson of lessons) {
      const { weakest, comprehension, classSeconds, seconds } = lesson;
      if (!weakest || comprehension === null || classSeconds === null) continue;
      const ratio = seconds / classSeconds;
      if (ratio < recommendations.slowRatio || comprehension >= recommendations.weakScore) continue;
      return {
        text: `“${lesson.title}” took you ${ratio.toFixed(1)} times the class’s time, and your answers came to ${Math.round(comprehension)} %: work through section ${weakest.place}, “${weakest.title}”, again.`,
        lessonId: lesson.lessonId,
        sectionId: weakest.sectionId,
        evidence: { seconds, classSeconds, comprehension, scored: lesson.scored },
      };
    }
    return null;
  },

  'weak-section': ({ lessons, rules: { recommendations } }) => {
    const weak = lessons
      .flatMap(({ lessonId, weakest }) => (weakest ? [{ ...weakest, lessonId }] : []))
      .sort((a, b) => a.score - b.score)[0];
    if (!weak || weak.score >= recommendations.weakScore) return null;
    return {
      text: `Your answers in “${weak.title}” came to ${Math.round(weak.score)} %. Read it again before you go on.`,
      lessonId: weak.lessonId,
      sectionId: weak.sectionId,
      evidence: { score: weak.score },
    };
  },

  'needs-support': ({ course, step }) =>
    course.learningStatus.value === 'NEEDS_SUPPORT'
      ? toStep(step, `Take up “${step.sectionTitle}”. ${course.learningStatus.reason}`, {
          progress: course.avgProgress,
        })
      : null,

  paused: ({ course, step, now, rules: { recommendations } }) => {
    if (course.lastActivity === null) return null;
    const idle = daysBetween(localDay(course.lastActivity, course.timeZone), localDay(now, course.timeZone));
    return idle >= recommendations.pausedDays
      ? toStep(step, `You last studied here ${idle} days ago. Go on with “${step.sectionTitle}”.`, { idle })
      : null;
  },

  'below-plan': ({ course, step, now, rules: { recommendations } }) => {
    const { plan, avgProgress } = course;
    if (!plan || plan.plannedProgress - avgProgress < recommendations.behindPlanPoints) return null;
    const minutes = minutesADay(course, plan.to, now);
    if (minutes === null) return null;
    return toStep(
      step,
      `By today the plan has ${Math.round(plan.plannedProgress)} % and you have done ${Math.floor(avgProgress)} %. About ${minutes} minutes a day until ${date(plan.to, 'UTC')} take you there: go on with “${step.sectionTitle}”.`,
      { planned: plan.plannedProgress, progress: avgProgress, minutes },
    );
  },

  streak: ({ streak, step, rules: { recommendations } }) =>
    streak && !streak.studiedToday && streak.days >= recommendations.streakDays
      ? toStep(
          step,
          `You have studied ${streak.days} days in a row. “${step.sectionTitle}” today makes it ${streak.days + 1}.`,
          { days: streak.days },
        )
      : null,

  'nearly-done': ({ lessons, rules: { recommendations } }) => {
    for (const { lessonId, title, finished, required, next } of lessons) {
      const open = required - finished;
      if (!next || finished === 0 || open > recommendations.nearlyDoneSections) continue;
      return {
        text: `${open === 1 ? 'One section is' : `${open} sections are`} left of “${title}”: finish it with “${next.title}”.`,
        lessonId,
        sectionId: next.sectionId,
        evidence: { open, required },
      };
    }
    return null;
  },

  ahead: ({ course, step }) =>
    course.learningStatus.value === 'ACCELERATED'
      ? toStep(step, `You are ahead of most of the class. Take “${step.sectionTitle}” next.`, {
          progress: course.avgProgress,
        })
      : null,

  start: ({ course, step }) =>
    course.lastActivity === null ? toStep(step, `Start with “${step.sectionTitle}”.`, {}) : null,

  continue: ({ step }) => toStep(step, `Go on with “${step.sectionTitle}”.`, {}),
};

const toStep = ({ lessonId, sectionId }: NextStep, text: string, evidence: Advice['evidence']): Advice => ({
  text,
  lessonId,
  sectionId,
  evidence,
});

/**
 * Minutes a day that the rest takes until the plan’s end, by the own time a section so far or else the estimate; null
 * without either, as where time was not measured and the course states none.
 */
function minutesADay(course: CourseProgress, end: string, now: Date): number | null {
  const today = localDay(now, course.timeZone);
  if (end < addDays(today, 1)) return null;
  const { sectionsRequired, sectionsCompleted, totalTimeSpent, estimatedDuration } = course;
  const own = sectionsCompleted >= 3 && totalTimeSpent > 0 ? totalTimeSpent / sectionsCompleted / 60 : null;
  const planned = estimatedDuration ? estimatedDuration / sectionsRequired : null;
  const each = own ?? planned;
  if (each === null) return null;
  return Math.ceil(((sectionsRequired - sectionsCompleted) * each) / daysBetween(today, end));
}

/** Plain sentences about all courses together; none where there is nothing to say. */
export function insights(courses: readonly CourseProgress[]): Insight[] {
  const seconds = courses.reduce((sum, course) => sum + course.totalTimeSpent, 0);
  const sections = courses.reduce((sum, course) => sum + course.sectionsCompleted, 0);
  if (sections === 0) return [];
  const found: Insight[] = [
    {
      text:
        seconds < 360
          ? `${sections} sections done.`
          : `${sections} sections done in ${Math.round(seconds / 360) / 10} hours of study.`,
    },
  ];
  const rated = courses.filter((course) => course.perceivedDifficulty !== null);
  const [hardest, next] = rated.toSorted(
    (a, b) => (b.perceivedDifficulty ?? 0) - (a.perceivedDifficulty ?? 0),
  );
  if (hardest && next && hardest.perceivedDifficulty !== next.perceivedDifficulty)
    found.push({ text: `You find ${hardest.title} the hardest of your courses.` });
  return found;
}
