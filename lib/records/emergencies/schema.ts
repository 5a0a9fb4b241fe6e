import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { type RecordScope, text } from '../schema';

export const reviewInput = z
  .strictObject({
    id: z.guid().toLowerCase(),
    justified: z.stringbool(),
    review: text(10, 2_000),
  })
  .register(fieldLabels, { id: 'Emergency', justified: 'Verdict', review: 'What you found' });

/** A record that was opened in an emergency, and what somebody else found of it. */
export type EmergencyAccess = {
  id: string;
  studentId: string;
  /** Null where the student has moved to another institution since. */
  studentName: string | null;
  /** What was given as the reason when it was opened; null where the trail has it no more. */
  purpose: string | null;
  justification: string | null;
  accessorId: string;
  accessorName: string;
  level: RecordScope;
  threat: string;
  recipients: string;
  openedAt: string;
  reviewedAt: string | null;
  reviewerName: string | null;
  justified: boolean | null;
  review: string | null;
};
