import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { cacheClassNames } from './classes';

/** Clears all classes at once. */
export const allClasses = 'all';

export const clearInput = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('class'),
      name: z.enum([allClasses, ...cacheClassNames], 'is not a class'),
    }),
    z.strictObject({
      what: z.literal('tag'),
      name: z
        .string('is missing')
        .trim()
        .regex(/^[\w:./-]{1,200}$/, 'use letters, digits and : . / - only, for example course:1234'),
    }),
  ])
  .register(fieldLabels, { what: 'Button', name: 'Tag' });

export type ClearInput = z.output<typeof clearInput>;
