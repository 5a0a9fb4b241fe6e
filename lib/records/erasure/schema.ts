import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

export const erasureInput = z
  .strictObject({
    studentId: z.preprocess((value) => (value === '' ? undefined : value), z.guid().toLowerCase().optional()),
  })
  .register(fieldLabels, { studentId: 'Student' });
export const erasureId = z
  .strictObject({ id: z.guid().toLowerCase() })
  .register(fieldLabels, { id: 'Request' });

/** Why an erasure is refused where a legal hold is all there is: the student is not told of holds. */
export const keptForNow = 'The record still has to be kept for now. It can be asked for again later.';

/** A request to be forgotten. */
export type ErasureRequest = {
  id: string;
  studentId: string;
  studentName: string;
  requestedAt: string;
  /** Who asked, where that is a guardian whom the reader may know by name. */
  guardianName: string | null;
  /** The administrator who entered what came by letter; null: asked here. */
  recordedBy: string | null;
  recorderName: string | null;
  /** The day on which a letter came; null: asked here, or entered when that was not noted. */
  receivedOn: string | null;
  state: 'REQUESTED' | 'WITHDRAWN' | 'REFUSED' | 'APPROVED' | 'ERASED';
  deciderName: string | null;
  decidedAt: string | null;
  /** Why it was refused. */
  ground: string | null;
};
