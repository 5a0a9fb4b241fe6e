import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toldMedian } from './class-place';
import { meansOf } from './means';
import { overallOf } from './overall';
import type { CourseProgress } from './student-progress';
import { aCourse } from './testing/a-course';

type Section = { speed: number | null; rating: number | null; score: number | null };

const maybe = (whole: fc.Arbitrary<number>) => fc.option(whole, { nil: null });
const section: fc.Arbitrary<Section> = fc.record({
  speed: maybe(fc.integer({ min: 1, max: 100_000 })),
  rating: maybe(fc.integer({ min: 1, max: 5 })),
  score: maybe(fc.nat(10_000)),
});
const known = (sections: readonly Section[], key: keyof Section) =>
  sections.flatMap((each) => each[key] ?? []);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const meansOfSections = (sections: readonly Section[]) =>
  meansOf({
    sectionsTimed: known(sections, 'speed').length,
    sectionsRated: known(sections, 'rating').length,
    sectionsScored: known(sections, 'score').length,
    sums: {
      velocity: sum(known(sections, 'speed')),
      difficulty: sum(known(sections, 'rating')),
      comprehension: sum(known(sections, 'score')),
    },
  });
const courseOf = (sections: readonly Section[]): CourseProgress => ({
  ...aCourse,
  ...meansOfSections(sections),
});
const meanOf = (values: readonly number[], scale: number) =>
  values.length === 0 ? null : sum(values) / values.length / scale;

describe('all courses together', () => {
  it('have the means of all sections, whatever course each is in', () => {
    fc.assert(
      fc.property(fc.array(fc.array(section, { maxLength: 8 }), { maxLength: 20 }), (courses) => {
        const overall = overallOf(courses.map(courseOf));
        const all = courses.flat();
        for (const [found, truth] of [
          [overall.avgLearningVelocity, meanOf(known(all, 'speed'), 100)],
          [overall.perceivedDifficulty, meanOf(known(all, 'rating'), 1)],
          [overall.comprehensionLevel, meanOf(known(all, 'score'), 100)],
        ] as const) {
          if (truth === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(truth, 1);
        }
      }),
    );
  });

  it('are the course itself where there is one', () => {
    fc.assert(
      fc.property(fc.array(section, { maxLength: 8 }), (sections) => {
        const course = courseOf(sections);
        const { sectionsRequired, totalTimeSpent, startedAt, lastActivity, lessonsAttempted } = course;
        expect(overallOf([course])).toMatchObject({
          ...meansOfSections(sections),
          ...{ sectionsRequired, totalTimeSpent, startedAt, lastActivity, lessonsAttempted },
          courses: 1,
        });
      }),
    );
  });

  it('are no mean of means: a course counts by its sections', () => {
    const once = courseOf([{ speed: null, rating: 5, score: 10_000 }]);
    const often = courseOf(Array.from({ length: 9 }, () => ({ speed: null, rating: 1, score: 0 })));
    expect(overallOf([once, often])).toMatchObject({ perceivedDifficulty: 1.4, comprehensionLevel: 10 });
  });

  it('began with the first and were last studied with the last of them', () => {
    const early = {
      ...aCourse,
      startedAt: '2026-01-05T08:00:00.000Z',
      lastActivity: '2026-01-06T08:00:00.000Z',
    };
    const never = { ...aCourse, startedAt: null, lastActivity: null };
    expect(overallOf([never, aCourse, early])).toMatchObject({
      startedAt: early.startedAt,
      lastActivity: aCourse.lastActivity,
    });
    expect(overallOf([never])).toMatchObject({ startedAt: null, lastActivity: null });
  });

  it('tell courses without times from those that were not begun', () => {
    const untimed = { ...aCourse, totalTimeSpent: 0 };
    const waiting = { ...untimed, sectionsStarted: 0 };
    expect(overallOf([untimed, waiting, aCourse])).toMatchObject({
      courses: 3,
      coursesBegun: 2,
      coursesUntimed: 1,
    });
  });

  it('count places, statuses of courses under way, and paces; there are none of all together', () => {
    const small = { ...aCourse, medianClassProgress: null, totalClassmates: 9 };
    const ahead = { ...aCourse, avgProgress: 80 };
    const done: CourseProgress = { ...aCourse, status: 'COMPLETED', avgProgress: 100 };
    const waiting = { ...aCourse, sectionsStarted: 0, avgProgress: 0 };
    expect(overallOf([waiting]).comparison).toEqual({ ahead: 0, level: 0, behind: 0, withheld: 0 });
    expect(overallOf([aCourse, small, ahead, done])).toMatchObject({
      comparison: { ahead: 2, level: 1, behind: 0, withheld: 1 },
      statuses: { ON_TRACK: 3, ACCELERATED: 0, NEEDS_SUPPORT: 0, none: 0 },
      paces: { none: 4 },
    });
  });

  it('say of the class only what follows from the medians that are told', () => {
    const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(percent, percent, fc.integer({ min: 10, max: 200 }), (own, median, classmates) => {
        const course = { ...aCourse, avgProgress: own, totalClassmates: classmates };
        const { comparison } = overallOf([
          { ...course, medianClassProgress: toldMedian(median, classmates) },
        ]);
        if (comparison.ahead > 0) expect(own).toBeGreaterThan(median);
        if (comparison.behind > 0) expect(own).toBeLessThan(median);
        if (comparison.level > 0) expect(Math.abs(own - median)).toBeLessThanOrEqual(classmates < 50 ? 5 : 1);
      }),
    );
  });
});
