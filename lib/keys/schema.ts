import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

/** Classes that are given new keys, by policy and on demand. */
export const rotatingClasses = ['STUDENT_RECORDS', 'ACADEMIC_RECORDS', 'COMMUNICATIONS'] as const;

export const rotateInput = z
  .strictObject({
    keyClass: z.enum(rotatingClasses),
    /** The version that was on the page: where it is not the active one any more, nothing happens. */
    version: z.coerce.number().int().min(1).max(32_000),
  })
  .register(fieldLabels, { keyClass: 'Key', version: 'Version' });
