import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { muteDays } from './periods';

const checkName = z.string('is missing').regex(/^[a-z-]{1,40}$/, 'is not a check');
const isMuteDays = (days: number) => muteDays.some((allowed) => allowed === days);

export const muteInput = z
  .strictObject({
    check: checkName,
    /** As the finding names it; empty mutes everything that the check finds. */
    object: z.string().max(500, 'is too long').default(''),
    reason: z
      .string('is missing')
      .trim()
      .min(10, 'say in at least 10 characters why nothing has to be done')
      .max(500, 'use at most 500 characters'),
    days: z.coerce.number().refine(isMuteDays, 'choose one of the periods'),
  })
  .register(fieldLabels, {
    check: 'Check',
    object: 'Finding',
    reason: 'Why nothing has to be done',
    days: 'For how long',
  });

export const liftInput = z
  .strictObject({ id: z.uuid('is not a mute') })
  .register(fieldLabels, { id: 'Mute' });
