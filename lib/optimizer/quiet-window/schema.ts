import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { reason } from '../schema';

const minuteOfDay = z
  .string('is missing')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time like 02:00')
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours * 60 + minutes;
  });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A build that was begun late in a shorter window would run far into the day. */
const leastMinutes = 60;
const minutesADay = 24 * 60;

export const windowInput = z
  .strictObject({
    from: minuteOfDay,
    until: minuteOfDay,
    timeZone: z
      .string('is missing')
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/, 'write a time zone like Europe/Berlin')
      .refine(isTimeZone, 'write a time zone like Europe/Berlin'),
    reason,
  })
  .refine(({ from, until }) => (until - from + minutesADay) % minutesADay >= leastMinutes, {
    path: ['until'],
    message: 'leave an hour or more',
  })
  .register(fieldLabels, { from: 'From', until: 'Until', timeZone: 'Time zone', reason: 'Why' });
