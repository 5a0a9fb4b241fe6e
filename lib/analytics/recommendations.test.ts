import { describe, expect, it } from 'vitest';
import type { Situation } from './advice/look';
import type { LessonWork } from './lesson-work';
import { adviceFor } from './recommendations';
import { productRules, type Rules, rulesOf } from './rules/rules';
import { currentVersion } from './rules/versions';
import type { Standing } from './standing';
import { aCourse } from './testing/a-course';

const now = new Date('2026-03-10T12:00:00Z');
const course: Situation['course'] = aCourse;
const standing: Standing = {
  progress: 50,
  sectionsStarted: 10,
  sectionsCompleted: 10,
  timeSpent: 18_000,
  velocity: 2,
  plannedVelocity: 2,
  classmates: 40,
  classMedian: 50,
  classmatesBelow: 20,
  classmatesAbove: 20,
};
/** Without an end and an estimate there is no plan. */
const schedule = { enrolledOn: '2026-02-01', startsOn: null, endsOn: null, estimatedDuration: null };
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
  standing,
  schedule,
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
  now,
};
const advice = (part: Partial<Situation>, rules = productRules) =>
  adviceFor({ ...base, ...part }, rules).map(({ recommendation }) => recommendation);
const rulesIn = (part: Partial<Situation>, rules?: Rules) => advice(part, rules).map(({ rule }) => rule);
const first = (part: Partial<Situation>) => advice(part)[0];

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
    expect(rulesIn({ lessons: [loops] }, patient)).toEqual(['continue']);
  });

  it('notice a pause by days of the course’s institution', () => {
    const idle = (lastActivity: string) => rulesIn({ course: { ...course, lastActivity } });
    expect(idle('2026-03-03T23:00:00Z')).toEqual(['paused']);
    expect(idle('2026-03-04T01:00:00Z')).toEqual(['continue']);
  });

  const dates = { ...schedule, startsOn: '2026-02-01', endsOn: '2026-03-20', estimatedDuration: 600 };

  it('work out the minutes a day that lead back to the plan', () => {
    expect(first({ schedule: dates })).toMatchObject({
      rule: 'below-plan',
      text: 'By today the plan has 79 % and you have done 50 %. About 30 minutes a day until 20 Mar 2026 take you there: go on with “Append”.',
      evidence: { planned: expect.closeTo(79.17, 2), progress: 50, minutes: 30 },
    });
    expect(rulesIn({ schedule: { ...dates, endsOn: '2026-03-10' } })).toEqual(['continue']);
    expect(rulesIn({ schedule: dates, standing: { ...standing, progress: 70 } })).toEqual(['continue']);
  });

  it('go by the estimate where time was not measured or little is done, and without one say no minutes', () => {
    const untimed = { schedule: dates, course: { ...course, totalTimeSpent: 0 } };
    expect(first(untimed)).toMatchObject({ evidence: { minutes: 30 } });
    const long = { ...dates, estimatedDuration: 1200 };
    expect(first({ ...untimed, schedule: long })).toMatchObject({
      text: expect.stringContaining('About 60 minutes a day'),
    });
    expect(rulesIn({ ...untimed, schedule: { ...dates, estimatedDuration: null } })).toEqual(['continue']);
    const begun = { schedule: long, course: { ...course, sectionsCompleted: 2, totalTimeSpent: 60 } };
    expect(first(begun)).toMatchObject({ evidence: { minutes: 108 } });
    const soon = rulesOf(currentVersion, { 'recommendations.ownPaceSections': 2 });
    expect(advice(begun, soon)[0]).toMatchObject({ evidence: { minutes: 1 } });
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
    const at = (progress: number, classmatesBelow: number, classmatesAbove: number) => ({
      standing: { ...standing, progress, classmatesBelow, classmatesAbove },
    });
    expect(rulesIn(at(80, 38, 1))).toEqual(['ahead']);
    expect(first(at(20, 1, 38))).toMatchObject({
      rule: 'needs-support',
      text: 'Take up “Append”. 20 % done, class median about 50 %: most of the class is further.',
      evidence: { progress: 20 },
    });
    expect(rulesIn({ course: { ...course, lastActivity: null } })).toEqual(['start']);
  });

  it('name each section once, by the most urgent rule', () => {
    const streak = { days: 5, studiedToday: false, longest: 5 };
    const found = advice({
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
