import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

const session = /^(\d{1,10}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)$/;

export const endSessionInput = z
  .strictObject({
    /** A pid and when it connected, as `sessionKey` puts them together: a pid alone may be somebody else's by now. */
    session: z
      .string('is missing')
      .regex(session, 'is not a session')
      .transform((key) => {
        const [, pid, startedAt = ''] = session.exec(key) ?? [];
        return { pid: Number(pid), startedAt };
      }),
    /** Stop what it does now, or end it altogether. */
    how: z.enum(['statement', 'session'], 'choose what to end'),
    reason: z
      .string('is missing')
      .trim()
      .min(10, 'say in at least 10 characters why')
      .max(500, 'use at most 500 characters'),
  })
  .register(fieldLabels, { session: 'Session', how: 'What to end', reason: 'Reason' });
