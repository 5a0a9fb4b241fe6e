import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { cursorText, optional, pageSize } from '@/lib/list-query';
import { emailModes, kindNames, type NotificationKind } from './kinds';

export const centreShows = ['unread'] as const;

export const centreQuery = z.strictObject({
  show: optional(z.enum(centreShows)),
  limit: pageSize(20, 100),
  cursor: cursorText,
});

export type CentreQuery = z.output<typeof centreQuery>;

export type Notification = {
  id: string;
  kind: NotificationKind;
  title: string;
  body: string;
  /** A path of this site. */
  href: string;
  courseTitle: string | null;
  createdAt: string;
  readAt: string | null;
};

export type CentrePage = { notifications: Notification[]; nextCursor: string | null };

export const readInput = z
  .strictObject({ id: z.guid('is not the id of a notification') })
  .register(fieldLabels, { id: 'Notification' });

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time like 22:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

export const preferencesInput = z
  .strictObject({
    kinds: z
      .array(
        z.strictObject({
          kind: z.enum(kindNames),
          inApp: z.boolean(),
          email: z.enum(emailModes, 'is one of at once, daily, weekly or never'),
        }),
      )
      .max(kindNames.length),
    quiet: z.strictObject({ from: clock, until: clock }),
  })
  .register(fieldLabels, {
    kinds: 'By e-mail',
    quiet: 'No e-mail during these hours',
    'quiet.from': 'From',
    'quiet.until': 'Until',
  });

export type PreferencesInput = z.input<typeof preferencesInput>;
