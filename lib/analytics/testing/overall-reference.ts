import { finishedBy, ofRows, ownOf, type Raw, referenceOf, streak, sum } from './reference';

/** A course as its rows are, and the time zone in which its days are counted. */
export type RawCourse = { raw: Raw; timeZone: string };

/** Every figure of all courses together, worked out from the rows of all courses laid side by side. */
export function overallReferenceOf(courses: readonly RawCourse[], now: Date, today: string) {
  const each = courses.map(({ raw, timeZone }) => referenceOf(raw, timeZone, now));
  const total = (of: (one: (typeof each)[number]) => number) => sum(each.map(of));
  const required = total(({ course }) => course.sectionsRequired);
  const days = new Set(courses.flatMap(({ raw }) => raw.days.map(({ day }) => day)));
  return {
    figures: {
      courses: courses.length,
      sectionsRequired: required,
      sectionsStarted: total(({ course }) => course.sectionsStarted),
      sectionsCompleted: total(({ course }) => course.sectionsCompleted),
      lessons: total(({ lessons }) => lessons.length),
      lessonsAttempted: total(({ course }) => course.lessonsAttempted),
      lessonsCompleted: total(({ course }) => course.lessonsCompleted),
      ...ofRows(courses.flatMap(({ raw }) => ownOf(raw))),
    },
    /** Beside the exact medians, where the student has begun. */
    places: each
      .filter(({ course }) => course.sectionsStarted > 0)
      .map(({ course, classMedian }) =>
        classMedian === null ? null : Math.sign(course.avgProgress - classMedian),
      ),
    streak: streak(days, today),
    secondsOn: (day: string) => total(({ secondsOn }) => secondsOn(day)),
    finishedBy: (day: string) => {
      const sections = sum(courses.map(({ raw, timeZone }) => finishedBy(raw, timeZone, day)));
      const finished = required === 0 ? 0 : Math.round(Math.min(1, sections / required) * 1000) / 10;
      return { sections, finished };
    },
  };
}
