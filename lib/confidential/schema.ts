import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, least === 1 ? 'is needed' : `at least ${least} characters`)
    .max(most, `at most ${most} characters`)
    .refine((value) => !/\0|\p{Cs}/u.test(value), 'holds a character that cannot be kept')
    .transform((value) => value.replaceAll('\r\n', '\n'));

/** Nine digits, however they were spelled: `123-45-6789`. */
export const socialSecurityNumber = z
  .string()
  .trim()
  .regex(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/, 'has nine digits, like 123-45-6789')
  .transform((value) => value.replaceAll(/\D/g, '').replace(/^(\d{3})(\d{2})/, '$1-$2-'));

/** Left empty, a field stays as it is. */
const unlessEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

/** Why somebody writes into a record; it stands in the trail, for the student too. */
const purpose = text(3, 100);

export const detailFields = ['ssn', 'parentContact', 'financialAid'] as const;
export type DetailField = (typeof detailFields)[number];

export const detailsInput = z
  .strictObject({
    studentId: z.guid().toLowerCase(),
    /** The version that the form was made of, 0 where there was nothing; where somebody was faster, nothing changes. */
    version: z.coerce.number().int().min(0).max(1_000_000),
    purpose,
    ssn: unlessEmpty(socialSecurityNumber),
    parentContact: unlessEmpty(text(1, 500)),
    financialAid: unlessEmpty(text(1, 2_000)),
    /** Fields to empty. */
    clear: z.array(z.enum(detailFields)).max(3).default([]),
  })
  .refine((input) => input.clear.length > 0 || detailFields.some((field) => input[field] !== undefined), {
    path: ['purpose'],
    message: 'nothing would change: fill in a field or tick one to empty',
  })
  .register(fieldLabels, {
    studentId: 'Student',
    version: 'Version',
    purpose: 'Purpose',
    ssn: 'Social security number',
    parentContact: 'Contact of a parent',
    financialAid: 'Financial aid',
    clear: 'Remove',
  });

export const entryKinds = ['GRADE', 'TRANSCRIPT', 'DISCIPLINARY'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const entryInput = z
  .strictObject({
    id: z.guid().toLowerCase(),
    studentId: z.guid().toLowerCase(),
    purpose,
    kind: z.enum(entryKinds),
    happenedOn: z.iso
      .date('is not a day')
      .refine((day) => day >= '1950-01-01' && day < '2100-01-01', 'is not a day in these times'),
    content: text(1, 5_000),
  })
  .register(fieldLabels, {
    id: 'Entry',
    studentId: 'Student',
    purpose: 'Purpose',
    kind: 'Kind',
    happenedOn: 'Day',
    content: 'Entry',
  });

export const withdrawalInput = z
  .strictObject({ id: z.guid().toLowerCase(), studentId: z.guid().toLowerCase(), purpose })
  .register(fieldLabels, { id: 'Entry', studentId: 'Student', purpose: 'Purpose' });

export const lookupInput = z
  .strictObject({ ssn: socialSecurityNumber, purpose })
  .register(fieldLabels, { ssn: 'Social security number', purpose: 'Why you look for it' });

/** What a record holds, without what it says. */
export type DetailsState = {
  student: { id: string; name: string };
  /** Which fields hold something. */
  filled: Record<DetailField, boolean>;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
  entries: {
    id: string;
    kind: EntryKind;
    happenedOn: string;
    authorName: string;
    enteredAt: string;
    /** Since when no record has it any more; null while it stands. */
    withdrawnAt: string | null;
    withdrawerName: string | null;
  }[];
  /** The day that it is at the institution. */
  today: string;
};

/** What a record says. */
export type ConfidentialDetails = Record<DetailField, string | null> & {
  changedAt: string | null;
  entries: { id: string; kind: EntryKind; happenedOn: string; authorName: string; content: string }[];
};
