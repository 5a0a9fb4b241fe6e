import fc from 'fast-check';
import type { Situation } from '../advice/look';
import { addDays } from '../calendar-day';
import type { LessonWork } from '../lesson-work';
import { anyStanding } from './any-rules';

const now = new Date('2026-04-15T21:30:00Z');
const anyDay = fc.nat(130).map((n) => addDays('2026-01-01', n));
const score = fc.integer({ min: 0, max: 1000 }).map((n) => n / 10);
const place = { sectionId: fc.uuid(), title: fc.string(), place: fc.integer({ min: 1, max: 9 }) };

const anyLesson: fc.Arbitrary<LessonWork> = fc
  .record({
    lessonId: fc.uuid(),
    title: fc.string(),
    seconds: fc.nat(20_000),
    finished: fc.nat(5),
    open: fc.integer({ min: 1, max: 4 }),
    comprehension: fc.option(score),
    scored: fc.nat(5),
    weakest: fc.option(fc.record({ ...place, score })),
    next: fc.option(fc.record(place)),
    classSeconds: fc.option(fc.integer({ min: 10, max: 9000 })),
  })
  .map(({ open, ...lesson }) => ({
    ...lesson,
    courseId: 'course',
    required: lesson.finished + (lesson.next ? open : 0),
    started: lesson.finished,
    classComprehension: null,
    normAsOf: null,
  }));

/** A course of a student as it may be found, on 15 April 2026. */
export const anySituation: fc.Arbitrary<Situation> = fc.record({
  course: fc.record({
    courseId: fc.constant('course'),
    timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/Los_Angeles'),
    sectionsRequired: fc.integer({ min: 61, max: 90 }),
    sectionsCompleted: fc.nat(60),
    totalTimeSpent: fc.nat(200_000),
    lastActivity: fc.option(anyDay.map((day) => `${day}T09:00:00Z`)),
  }),
  standing: anyStanding,
  schedule: fc.record({
    enrolledOn: anyDay,
    startsOn: fc.option(anyDay),
    endsOn: fc.option(anyDay),
    estimatedDuration: fc.option(fc.integer({ min: 30, max: 6000 })),
  }),
  step: fc.record({
    courseId: fc.constant('course'),
    lessonId: fc.uuid(),
    lessonTitle: fc.string(),
    sectionId: fc.uuid(),
    sectionTitle: fc.string(),
    estimatedDuration: fc.constant(null),
  }),
  lessons: fc.array(anyLesson, { maxLength: 4 }),
  streak: fc.option(fc.record({ days: fc.nat(20), studiedToday: fc.boolean(), longest: fc.constant(20) })),
  now: fc.constant(now),
});
