import type { Transaction } from '@/db/client';
import { institutionOf } from '@/lib/access/record-institution';
import { countRefusal, refusalsSoFar } from '@/lib/access/refusal-count';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import type { AccessRequest } from './schema';

/** So many times within a quarter of an hour the gate looks at what one person asks for in vain: more than anybody mistypes. */
export const gateLimit = 300;

const keyOf = ({ userId }: Viewer) => `${userId} gate`;

/**
 * Whether the gate looks at nothing that somebody asks for now, because too much was refused: trying many is looking for what
 * one may not see. The own record stays open, and so does what an emergency needs, which another person reviews.
 */
export const isHeldBack = (
  viewer: Viewer,
  { studentId, emergency }: Pick<AccessRequest, 'studentId' | 'emergency'>,
): boolean =>
  studentId !== viewer.userId && emergency === undefined && refusalsSoFar(keyOf(viewer)) >= gateLimit;

/**
 * Counts a refusal of the gate. When the limit begins, and each time the number has doubled since, the trail says so, where the
 * record is: a flood neither fills it nor goes unnoticed.
 *
 * @returns whether the refusal is one to record by itself
 */
export async function countGateRefusal(tx: Transaction, viewer: Viewer, studentId: string): Promise<boolean> {
  const refusals = countRefusal(keyOf(viewer));
  if (refusals >= gateLimit && Number.isInteger(Math.log2(refusals / gateLimit)))
    await appendAudit(tx, viewer, {
      action: 'record.limited',
      objectType: 'education record',
      institutionId: await institutionOf(tx, studentId),
      outcome: 'DENIED',
      details: { refusals, student: studentId },
    });
  return refusals <= gateLimit;
}
