import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-day';
import type { OwnDay } from './course-days';
import { outlookOf } from './course-outlook';
import { overallOutlookOf } from './overall-outlook';
import { productRules } from './rules/rules';
import type { CourseProgress } from './student-progress';
import { aCourse } from './testing/a-course';

const now = new Date('2026-03-10T12:00:00Z');
const today = '2026-03-10';
const rules = new Map([
  [aCourse.courseId, productRules],
  ['other', productRules],
]);
const other: CourseProgress = { ...aCourse, courseId: 'other', title: 'Another', sectionsRequired: 30 };
const outlook = (courses: readonly CourseProgress[], days: readonly OwnDay[]) =>
  overallOutlookOf({ courses, days, rules, now, ownToday: today });

const dayIn = (courseIds: readonly string[]) =>
  fc.record({
    courseId: fc.constantFrom(...courseIds),
    ago: fc.nat(36),
    seconds: fc.nat(4000),
    interactions: fc.nat(20),
    finished: fc.nat(2),
  });

/** Random days, oldest first, one row a course and day. */
const daysIn = (...courseIds: string[]) =>
  fc
    .uniqueArray(dayIn(courseIds), { maxLength: 40, selector: ({ courseId, ago }) => `${courseId} ${ago}` })
    .map((days) =>
      days
        .toSorted((a, b) => b.ago - a.ago)
        .map(({ ago, ...day }): OwnDay => ({ ...day, day: addDays(today, -ago) })),
    );

describe('the outlook of all courses', () => {
  it('is that of the course where there is one', () => {
    fc.assert(
      fc.property(daysIn(aCourse.courseId), (days) => {
        const [together, alone] = [outlook([aCourse], days), outlookOf(aCourse, days, productRules, now)];
        expect(together.line).toEqual(alone.line);
        expect(together.recentDays).toEqual(alone.recentDays);
        expect(together.forecast.courses.map(({ forecast }) => forecast)).toEqual([alone.forecast]);
      }),
    );
  });

  it('adds up the days of all, and shows for each the forecast of its own page', () => {
    fc.assert(
      fc.property(daysIn(aCourse.courseId, 'other'), (days) => {
        const found = outlook([aCourse, other], days);
        for (const { day, sections } of found.line)
          expect(sections).toBe(
            days.filter((each) => each.day <= day).reduce((sum, { finished }) => sum + finished, 0),
          );
        for (const course of [aCourse, other]) {
          const own = days.filter(({ courseId }) => courseId === course.courseId);
          expect(
            found.forecast.courses.find(({ courseId }) => courseId === course.courseId)?.forecast,
          ).toEqual(outlookOf(course, own, productRules, now).forecast);
        }
      }),
    );
  });

  it('leaves a course that was left out of the line, but not out of the days', () => {
    const day = { day: today, seconds: 60, interactions: 1, finished: 1 };
    const { line, recentDays } = outlook([aCourse], [{ ...day, courseId: 'left' }]);
    expect(line.at(-1)).toMatchObject({ day: today, sections: 0 });
    expect(recentDays.at(-1)).toEqual({ day: today, seconds: 60, interactions: 1 });
  });

  it('ends where the day has begun in any of the courses', () => {
    const far: CourseProgress = { ...other, timeZone: 'Pacific/Auckland' };
    expect(outlook([aCourse, far], []).today).toBe('2026-03-11');
  });

  it('has a forecast for courses under way only', () => {
    const done: CourseProgress = { ...other, status: 'COMPLETED' };
    expect(outlook([aCourse, done], []).forecast.courses.map(({ title }) => title)).toEqual([aCourse.title]);
    expect(outlook([done], []).forecast).toMatchObject({ reason: 'You have finished all your courses.' });
  });
});
