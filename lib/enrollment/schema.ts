import { z } from 'zod';

export const enrollmentInput = z.strictObject({
  courseId: z.guid('is not the id of a course').toLowerCase(),
});

export type EnrollmentState = { status: 'ACTIVE' | 'COMPLETED' | 'DROPPED'; avgCompletion: number } | null;
