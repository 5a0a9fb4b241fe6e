import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { accessRequest, type RecordScope, text } from '../schema';

export const reviewInput = z
  .strictObject({
    id: z.guid().toLowerCase(),
    justified: z.stringbool(),
    review: text(10, 2_000),
  })
  .register(fieldLabels, { id: 'Emergency', justified: 'Verdict', review: 'What you found' });

/** An emergency of a student who is known by the e-mail address. */
export const emergencyByAddress = accessRequest
  .omit({ studentId: true })
  .extend({
    address: z.email('is not an e-mail address').max(255),
    emergency: accessRequest.shape.emergency.unwrap(),
  })
  .register(fieldLabels, {
    address: 'E-mail address of the student',
    scope: 'How much you need',
    purpose: 'Purpose',
    justification: 'Justification',
    'emergency.threat': 'Threat',
    'emergency.recipients': 'Who is told',
  });

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
