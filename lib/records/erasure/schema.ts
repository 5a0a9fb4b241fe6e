import { z } from 'zod';

export const erasureInput = z.strictObject({
  studentId: z.preprocess((value) => (value === '' ? undefined : value), z.guid().toLowerCase().optional()),
});
export const erasureId = z.strictObject({ id: z.guid().toLowerCase() });

/** A request to be forgotten. */
export type ErasureRequest = {
  id: string;
  studentId: string;
  studentName: string;
  requestedAt: string;
  state: 'REQUESTED' | 'WITHDRAWN' | 'REFUSED' | 'APPROVED' | 'ERASED';
  deciderName: string | null;
  decidedAt: string | null;
  /** Why it was refused. */
  ground: string | null;
};
