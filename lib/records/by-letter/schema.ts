import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { amendmentInput } from '../amendments/schema';
import { orNothing, text } from '../schema';

const letter = {
  studentId: z.guid().toLowerCase(),
  /** The guardianship of the guardian who wrote, where a guardian holds the rights. */
  from: orNothing,
  /** The institution's day on which it came: the 45 days count from there. */
  receivedOn: z.iso.date('is not a day'),
  /** What was asked for, and how it is known who asked. */
  words: text(10, 2_000),
};
const { contested, courseId, level, wanted, reason } = amendmentInput.shape;

/** What whoever holds the rights can ask for by letter, or in person. */
export const letterInput = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('INSPECTION'), ...letter }),
    z.strictObject({ kind: z.literal('ERASURE'), ...letter }),
    z.strictObject({ kind: z.literal('AMENDMENT'), ...letter, contested, courseId, level, wanted, reason }),
  ])
  .register(fieldLabels, {
    kind: 'Request',
    studentId: 'Student',
    from: 'Who wrote',
    receivedOn: 'Came on',
    words: 'What was asked for',
    contested: 'What is wrong',
    courseId: 'In which course',
    level: 'In which part of the record',
    wanted: 'What it should be',
    reason: 'Why',
  });

export type Letter = z.output<typeof letterInput>;

/** Nobody enters a letter that came longer ago: days. */
export const oldestLetter = 365;
