import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { text } from '../schema';
import type { InspectionClock } from './clock';

export const inspectionInput = z
  .strictObject({
    /** Whose record; absent: the own one. */
    studentId: z.preprocess((value) => (value === '' ? undefined : value), z.guid().toLowerCase().optional()),
    wants: text(3, 2_000),
  })
  .register(fieldLabels, { studentId: 'Student', wants: 'What you want to see' });

export const inspectionId = z
  .strictObject({ id: z.guid().toLowerCase() })
  .register(fieldLabels, { id: 'Request' });

export const inspectionAnswer = z
  .strictObject({
    id: z.guid().toLowerCase(),
    /** Whether the complete record, with notes about the student, is made available. */
    released: z.stringbool(),
    answer: text(10, 5_000),
  })
  .register(fieldLabels, { id: 'Request', released: 'Verdict', answer: 'Answer' });

/** A request to inspect a record. */
export type Inspection = {
  id: string;
  studentId: string;
  studentName: string;
  requestedAt: string;
  /** Who asked, where that is a guardian whom the reader may know by name. */
  guardianName: string | null;
  /** The day of the institution on which it came; the clock counts from it. */
  requestedOn: string;
  wants: string;
  /** The administrator who entered what came by letter; null: asked here. */
  recordedBy: string | null;
  recorderName: string | null;
  /** The day on which a letter came; null: asked here. */
  receivedOn: string | null;
  withdrawnAt: string | null;
  answeredAt: string | null;
  answererName: string | null;
  answer: string | null;
  released: boolean;
  clock: InspectionClock;
};
