import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

export const reason = z
  .string()
  .trim()
  .min(10, 'at least 10 characters')
  .max(1_000, 'at most 1,000 characters')
  .refine((value) => !value.includes('\0'), 'holds a character that cannot be kept');

export const decisionInput = z
  .strictObject({
    proposalId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
    decision: z.enum(['TRIAL_ASKED', 'APPROVED', 'DECLINED', 'REVERT_ASKED']),
    /** Of an approval: when the change is made. */
    making: z.enum(['quiet', 'now']).default('quiet'),
    reason,
  })
  .register(fieldLabels, {
    proposalId: 'Proposal',
    decision: 'Button',
    making: 'If you approve it, it is made',
    reason: 'Why',
  });

/** The name of one of the product’s statements. */
export const explainInput = z
  .strictObject({ statement: z.string('is missing').min(1).max(100) })
  .register(fieldLabels, { statement: 'Statement' });

export const historyQuery = z.strictObject({ format: z.enum(['csv', 'markdown']).default('csv') });
