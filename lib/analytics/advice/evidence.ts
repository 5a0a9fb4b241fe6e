import { z } from 'zod';
import type { Schedule } from '../plan';
import type { Standing } from '../standing';

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

const count = z.int();
const day = z.iso.date();
/** Where a recommendation leads, and the section's title then. */
const target = { lessonId: z.string(), sectionId: z.string(), section: z.string() };

const standing: z.ZodType<Standing> = z.strictObject({
  progress: z.number(),
  sectionsStarted: count,
  sectionsCompleted: count,
  timeSpent: z.number(),
  timeMeasured: z.boolean().optional(),
  velocity: z.number().nullable(),
  plannedVelocity: z.number().nullable(),
  classmates: count,
  classMedian: z.number().nullable(),
  classmatesBelow: count.nullable(),
  classmatesAbove: count.nullable(),
});
const schedule: z.ZodType<Schedule> = z.strictObject({
  enrolledOn: day,
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  estimatedDuration: z.number().nullable(),
});

/**
 * By rule, everything that a recommendation was concluded from: figures and titles, nothing that a rule of the table has
 * decided yet. Kept with each event, so that the rules it names give the recommendation again. Times are seconds, scores and
 * progress percent. A shape that must change gets its new parts as optional ones: what is kept has the old one.
 */
export const evidenceShapes = {
  'slow-and-weak': z.strictObject({
    ...target,
    lesson: z.string(),
    /** Of the section in its lesson, from 1. */
    place: count,
    seconds: z.number(),
    classSeconds: z.number(),
    comprehension: z.number(),
    scored: count,
  }),
  'weak-section': z.strictObject({ ...target, score: z.number() }),
  'needs-support': z.strictObject({ ...target, standing }),
  /** Days since the last one with study. */
  paused: z.strictObject({ ...target, idle: z.int() }),
  'below-plan': z.strictObject({
    ...target,
    schedule,
    today: day,
    progress: z.number(),
    sectionsRequired: count,
    sectionsCompleted: count,
    timeSpent: z.number(),
  }),
  /** Days in a row, the last of them yesterday. */
  streak: z.strictObject({ ...target, days: count }),
  'nearly-done': z.strictObject({ ...target, lesson: z.string(), open: count, required: count }),
  ahead: z.strictObject({ ...target, standing }),
  start: z.strictObject(target),
  continue: z.strictObject(target),
} satisfies Record<RecommendationRule, z.ZodType>;

export type Evidence = {
  [Rule in RecommendationRule]: z.output<(typeof evidenceShapes)[Rule]>;
};
