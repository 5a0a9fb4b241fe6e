import { z } from 'zod';

/** What the address of the performance page may say. */
export const performanceQuery = z.strictObject({
  /** The number in pg_stat_statements of the statement whose plan is shown. */
  plan: z
    .string()
    .regex(/^-?\d{1,20}$/, 'is not a statement')
    .optional(),
});
