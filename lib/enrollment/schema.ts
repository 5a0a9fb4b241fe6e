import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

export const enrollmentInput = z
  .strictObject({
    courseId: z.guid('is not the id of a course').toLowerCase(),
  })
  .register(fieldLabels, { courseId: 'Course' });

export type EnrollmentState = { status: 'ACTIVE' | 'COMPLETED' | 'DROPPED'; avgCompletion: number } | null;
