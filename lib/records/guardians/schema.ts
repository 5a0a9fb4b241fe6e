import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import type { RightsFacts } from '../rights-holder';
import { text } from '../schema';

const dayOrNone = (least: string) =>
  z.preprocess(
    (value) => (value === '' ? null : value),
    z.iso
      .date('is not a day')
      .refine((day) => day >= least && day < '2100-01-01', 'is not a day that can be')
      .nullable(),
  );

export const factsInput = z
  .strictObject({
    studentId: z.guid().toLowerCase(),
    birthDate: dayOrNone('1900-01-01'),
    postsecondarySince: dayOrNone('1950-01-01'),
    /** Said of dates by which rights pass or the account rests. */
    checked: z.enum(['', 'yes']).default(''),
    /** The dates as they were when that was said: both, a blank between. */
    checkedAbout: z.string().max(30).default(''),
  })
  .register(fieldLabels, {
    studentId: 'Student',
    birthDate: 'Date of birth',
    postsecondarySince: 'Postsecondary education since',
    checked: 'Are the dates right, with what follows?',
    checkedAbout: 'Are the dates right, with what follows?',
  });

export const guardianInput = z
  .strictObject({
    studentId: z.guid().toLowerCase(),
    guardianEmail: z.email('is not an e-mail address').max(255).toLowerCase(),
    relationship: text(2, 60),
    verification: text(5, 500),
  })
  .register(fieldLabels, {
    studentId: 'Student',
    guardianEmail: 'E-mail address of the guardian’s account',
    relationship: 'Relationship',
    verification: 'How it was verified',
  });

export const guardianId = z
  .strictObject({ id: z.guid().toLowerCase() })
  .register(fieldLabels, { id: 'Guardian' });

export const collectionInput = z
  .strictObject({ id: z.guid().toLowerCase(), agrees: z.stringbool(), how: text(5, 500) })
  .register(fieldLabels, { id: 'Guardian', agrees: 'Agreement', how: 'How they said so' });

export const collectionAnswer = z
  .strictObject({
    studentId: z.guid().toLowerCase(),
    agrees: z.stringbool(),
    /** The guardian's name; nothing is signed where somebody agrees no longer. */
    signature: z.string().trim().max(255).default(''),
  })
  .register(fieldLabels, { studentId: 'Student', agrees: 'Agreement', signature: 'Your signature' });

export type Guardian = {
  id: string;
  /** The guardian's own account. */
  personId: string;
  name: string;
  email: string | null;
  relationship: string;
  verification: string;
  verifiedAt: string;
  /** When the guardian agreed that data of a child under 13 is collected. */
  collectionAgreedAt: string | null;
  /** When the guardian last took that back. */
  collectionWithdrawnAt: string | null;
};

/** What an administrator sees of who holds the rights in a student's record. */
export type StudentRights = RightsFacts & {
  studentId: string;
  name: string;
  holder: 'STUDENT' | 'GUARDIAN';
  /** Full years; null: the date of birth is not known. */
  age: number | null;
  /** Since when the account rests because the child is under 13 and no guardian agrees. */
  collectionSuspendedAt: string | null;
  directoryOptedOut: boolean;
  /** The day that it is at the institution. */
  today: string;
  guardians: Guardian[];
};
