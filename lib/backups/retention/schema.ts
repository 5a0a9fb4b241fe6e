import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import type { RetentionDays } from '../prune/policy';

/** Most days that may be asked for: a hundred years. */
const most = 36_500;
const year = 365;

const days = z.coerce
  .number('a whole number of days')
  .int('a whole number of days')
  .min(1, 'at least 1 day')
  .max(most, 'at most 36,500 days');

/** An institution's own policy. What a form sends is text. */
export const retentionInput = z
  .strictObject({
    label: z.string().trim().min(3, 'at least 3 characters').max(200, 'at most 200 characters'),
    everyDays: days,
    anyMomentDays: days,
    /** Years, for one a month. */
    years: z.coerce
      .number('a whole number of years')
      .int('a whole number of years')
      .min(1, 'at least 1 year')
      .max(100, 'at most 100 years'),
  })
  .register(fieldLabels, {
    label: 'What it rests on',
    everyDays: 'Every full backup: days',
    anyMomentDays: 'Any second, and a full backup a week: days',
    years: 'A full backup and a logical archive a month: years',
  });

export type RetentionInput = z.output<typeof retentionInput>;

export const daysOf = ({
  everyDays,
  anyMomentDays,
  years,
}: Omit<RetentionInput, 'label'>): RetentionDays => ({
  everyDays,
  anyMomentDays,
  monthlyDays: years * year,
});

/** What an institution asks for, and who said so when (ISO). */
export type OwnRetention = {
  label: string;
  everyDays: number;
  anyMomentDays: number;
  years: number;
  setterName: string;
  setAt: string;
};
