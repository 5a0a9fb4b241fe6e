import { describe, expect, it } from 'vitest';
import type { LessonWork } from './lesson-work';
import { adviceFor, type Situation } from './recommendations';
import { productRules, rulesOf } from './rules/rules';
import { currentVersion } from './rules/versions';
import type { CourseProgress } from './student-progress';

const now = new Date('2026-03-10T12:00:00Z');
const course: CourseProgress = {
  courseId: 'course',
  title: 'Programming',
  code: null,
  difficultyLevel: 'BEGINNER',
  estimatedDuration: 600,
  status: 'ACTIVE',
  enrolledAt: '2026-02-01T08:00:00Z',
  completedAt: null,
  timeZone: 'UTC',
  avgProgress: 50,
  sectionsRequired: 20,
  sectionsStarted: 10,
  sectionsCompleted: 10,
  totalTimeSpent: 18_000,
  lessons: 4,
  lessonsAttempted: 2,
  lessonsCompleted: 2,
  avgLearningVelocity: 2,
  perceivedDifficulty: null,
  comprehensionLevel: null,
  sectionsRated: 0,
  sectionsScored: 0,
  startedAt: '2026-02-01T09:00:00Z',
  lastActivity: '2026-03-09T09:00:00Z',
  totalClassmates: 40,
  medianClassProgress: 50,
  plan: null,
  learningStatus: { value: 'ON_TRACK', reason: '', confidence: 'low' },
  learningStyle: { value: null, reason: '' },
  rules: productRules.reference,
};
const loops: LessonWork = {
  courseId: 'course',
  lessonId: 'loops',
  title: 'Loops',
  seconds: 2300,
  required: 4,
  started: 4,
  finished: 4,
  comprehension: 55,
  scored: 3,
  weakest: { sectionId: 'while', title: 'While', place: 4, score: 40 },
  next: null,
  classSeconds: 1000,
  classComprehension: 80,
  normAsOf: '2026-03-10T01:00:00Z',
};
const base: Situation = {
  course,
  step: {
    courseId: 'course',
    lessonId: 'lists',
    lessonTitle: 'Lists',
    sectionId: 'append',
    sectionTitle: 'Append',
    estimatedDuration: 10,
  },
  lessons: [],
  streak: null,
  rules: productRules,
  now,
};
const rulesIn = (part: Partial<Situation>) => adviceFor({ ...base, ...part }).map(({ rule }) => rule);
const first = (part: Partial<Situation>) => adviceFor({ ...base, ...part })[0];

describe('recommendations', () => {
  it('say to go on where there is nothing else', () => {
    expect(rulesIn({})).toEqual(['continue']);
  });

  it('name lesson, ratio, score and section of what was slow and weak', () => {
    expect(first({ lessons: [loops] })).toMatchObject({
      rule: 'slow-and-weak',
      text: '“Loops” took you 2.3 times the class’s time, and your answers came to 55 %: work through section 4, “While”, again.',
      lessonId: 'loops',
      sectionId: 'while',
      evidence: { seconds: 2300, classSeconds: 1000, comprehension: 55, scored: 3 },
      rules: productRules.reference,
    });
  });

  it('point to a weak section by itself where the class’s time is not known', () => {
    expect(rulesIn({ lessons: [{ ...loops, classSeconds: null }] })).toEqual(['weak-section']);
    expect(rulesIn({ lessons: [{ ...loops, weakest: null, comprehension: null }] })).toEqual(['continue']);
  });

  it('follow the institution’s thresholds', () => {
    const patient = rulesOf(
      currentVersion,
      { 'recommendations.slowRatio': 3, 'recommendations.weakScore': 30 },
      4,
    );
    expect(rulesIn({ lessons: [loops], rules: patient })).toEqual(['continue']);
  });

  it('notice a pause by days of the course’s institution', () => {
    const idle = (lastActivity: string) => rulesIn({ course: { ...course, lastActivity } });
    expect(idle('2026-03-03T23:00:00Z')).toEqual(['paused']);
    expect(idle('2026-03-04T01:00:00Z')).toEqual(['continue']);
  });

  it('work out the minutes a day that lead back to the plan', () => {
    const plan = { from: '2026-02-01', to: '2026-03-20', basis: 'dates', plannedProgress: 79 } as const;
    expect(first({ course: { ...course, plan } })).toMatchObject({
      rule: 'below-plan',
      text: expect.stringContaining('About 30 minutes a day until 20 Mar 2026'),
      evidence: { planned: 79, progress: 50, minutes: 30 },
    });
    expect(rulesIn({ course: { ...course, plan: { ...plan, to: '2026-03-10' } } })).toEqual(['continue']);
    expect(rulesIn({ course: { ...course, plan: { ...plan, plannedProgress: 59 } } })).toEqual(['continue']);
  });

  it('go by the estimate where time was not measured, and without one say no minutes', () => {
    const plan = { from: '2026-02-01', to: '2026-03-20', basis: 'dates', plannedProgress: 79 } as const;
    const untimed = { ...course, plan, totalTimeSpent: 0 };
    expect(first({ course: untimed })).toMatchObject({ evidence: { minutes: 30 } });
    expect(first({ course: { ...untimed, estimatedDuration: 1200 } })).toMatchObject({
      text: expect.stringContaining('About 60 minutes a day'),
    });
    expect(rulesIn({ course: { ...untimed, estimatedDuration: null } })).toEqual(['continue']);
  });

  it('speak of a streak only while it can break today', () => {
    const streak = { days: 5, studiedToday: false, longest: 5 };
    expect(first({ streak })).toMatchObject({
      rule: 'streak',
      text: expect.stringContaining('5 days in a row'),
    });
    expect(rulesIn({ streak: { ...streak, studiedToday: true } })).toEqual(['continue']);
    expect(rulesIn({ streak: { ...streak, days: 2 } })).toEqual(['continue']);
  });

  it('want a lesson finished that is nearly done', () => {
    const next = { sectionId: 'nested', title: 'Nested loops', place: 4 };
    const open = { ...loops, finished: 3, weakest: null, comprehension: null, next };
    expect(first({ lessons: [open] })).toMatchObject({ rule: 'nearly-done', sectionId: 'nested' });
    expect(rulesIn({ lessons: [{ ...open, finished: 2 }] })).toEqual(['continue']);
    expect(rulesIn({ lessons: [{ ...open, required: 1, finished: 0 }] })).toEqual(['continue']);
  });

  it('follow the learning status, and begin at the beginning', () => {
    const withStatus = (value: 'ACCELERATED' | 'NEEDS_SUPPORT') =>
      rulesIn({ course: { ...course, learningStatus: { value, reason: 'r', confidence: 'low' } } });
    expect(withStatus('ACCELERATED')).toEqual(['ahead']);
    expect(withStatus('NEEDS_SUPPORT')).toEqual(['needs-support']);
    expect(rulesIn({ course: { ...course, lastActivity: null } })).toEqual(['start']);
  });

  it('name each section once, by the most urgent rule', () => {
    const streak = { days: 5, studiedToday: false, longest: 5 };
    const found = adviceFor({
      ...base,
      streak,
      lessons: [loops],
      course: { ...course, lastActivity: '2026-03-01T09:00:00Z' },
    });
    expect(found.map(({ rule, sectionId }) => [rule, sectionId])).toEqual([
      ['slow-and-weak', 'while'],
      ['paused', 'append'],
    ]);
  });
});
