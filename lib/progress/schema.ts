import { z } from 'zod';

const clockTolerance = 5 * 60_000;

/**
 * One report of learning: `seconds` of visible, active time since the last one and how much of the section
 * is done (percent). `id` is the client's; sending an event again is harmless.
 */
export const progressEvent = z.strictObject({
  // Events that answers are counted by are called `answer:…`; nobody else's may be.
  id: z.string().regex(/^(?!answer:)[\x20-\x7e]{1,100}$/, 'must be 1 to 100 printable ASCII characters'),
  courseId: z.guid().toLowerCase(),
  lessonId: z.guid().toLowerCase(),
  sectionId: z.guid().toLowerCase(),
  seconds: z.int().min(0).max(86_400),
  completion: z.number().min(0).max(100),
  difficultyRating: z.int().min(1).max(5).optional(),
  comprehensionScore: z.number().min(0).max(100).optional(),
  at: z.iso.datetime({ offset: true }),
});

export type ProgressEvent = z.output<typeof progressEvent>;

/** One event of a student. */
export type Report = { studentId: string; event: ProgressEvent };

export const progressBatch = z.strictObject({ events: z.array(progressEvent).min(1).max(500) });

export type ProgressReceipt = {
  accepted: number;
  duplicates: number;
  rejected: { id: string; reason: string }[];
};

/** Why an event's time cannot be true, or null. A student's clock may be a few minutes off. */
export function timeFault(at: string, now: Date): string | null {
  const time = Date.parse(at);
  if (time > now.getTime() + clockTolerance) return 'time lies in the future';
  if (time < Date.UTC(2000, 0, 1)) return 'time lies too far back';
  return null;
}
