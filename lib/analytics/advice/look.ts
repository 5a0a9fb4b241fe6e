import { daysBetween, localDay } from '../calendar-day';
import type { LessonWork } from '../lesson-work';
import type { NextStep } from '../next-step';
import type { Schedule } from '../plan';
import type { Standing } from '../standing';
import type { Streak } from '../streak';
import type { CourseProgress } from '../student-progress';
import type { Evidence, RecommendationRule } from './evidence';

/** What is known of one active course of a student. */
export type Situation = {
  course: Pick<
    CourseProgress,
    'courseId' | 'lastActivity' | 'timeZone' | 'sectionsRequired' | 'sectionsCompleted' | 'totalTimeSpent'
  >;
  standing: Standing;
  schedule: Schedule;
  /** The first required section not yet complete. */
  step: NextStep;
  lessons: readonly LessonWork[];
  /** Null where the streak is another course's matter. */
  streak: Streak | null;
  now: Date;
};

const target = ({ lessonId, sectionId, sectionTitle }: NextStep) => ({
  lessonId,
  sectionId,
  section: sectionTitle,
});

/** By rule, what it could be about, the likeliest first; whether anything is said of it, the thresholds decide. */
export const look: {
  [Rule in RecommendationRule]: (situation: Situation) => Evidence[Rule][];
} = {
  'slow-and-weak': ({ lessons }) =>
    lessons.flatMap(({ lessonId, title, seconds, classSeconds, comprehension, scored, weakest }) => {
      if (!weakest || comprehension === null || classSeconds === null) return [];
      const { sectionId, title: section, place } = weakest;
      return [
        { lessonId, sectionId, section, lesson: title, place, seconds, classSeconds, comprehension, scored },
      ];
    }),

  'weak-section': ({ lessons }) =>
    lessons
      .flatMap(({ lessonId, weakest }) =>
        weakest
          ? [{ lessonId, sectionId: weakest.sectionId, section: weakest.title, score: weakest.score }]
          : [],
      )
      .toSorted((a, b) => a.score - b.score)
      .slice(0, 1),

  'needs-support': ({ step, standing }) => [{ ...target(step), standing }],

  paused: ({ course: { lastActivity, timeZone }, step, now }) =>
    lastActivity === null
      ? []
      : [
          {
            ...target(step),
            idle: daysBetween(localDay(lastActivity, timeZone), localDay(now, timeZone)),
          },
        ],

  'below-plan': ({ course, standing, schedule, step, now }) => [
    {
      ...target(step),
      schedule,
      today: localDay(now, course.timeZone),
      progress: standing.progress,
      sectionsRequired: course.sectionsRequired,
      sectionsCompleted: course.sectionsCompleted,
      timeSpent: course.totalTimeSpent,
    },
  ],

  streak: ({ streak, step }) =>
    streak && !streak.studiedToday ? [{ ...target(step), days: streak.days }] : [],

  'nearly-done': ({ lessons }) =>
    lessons.flatMap(({ lessonId, title, finished, required, next }) =>
      next && finished > 0
        ? [
            {
              lessonId,
              sectionId: next.sectionId,
              section: next.title,
              lesson: title,
              open: required - finished,
              required,
            },
          ]
        : [],
    ),

  ahead: ({ step, standing }) => [{ ...target(step), standing }],

  start: ({ course, step }) => (course.lastActivity === null ? [target(step)] : []),

  continue: ({ step }) => [target(step)],
};
