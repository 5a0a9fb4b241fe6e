import type { Transaction } from '@/db/client';
import { parse } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { decide } from './decide';
import { stateEmergency } from './emergencies/state';
import { readRecord } from './read-record';
import { openRecord, readRelation } from './relation';
import { type AccessAnswer, type AccessDecision, type AccessRequest, accessRequest } from './schema';

/** What travels with every record that leaves the gate (34 CFR 99.33). */
export const redisclosureNotice =
  'This is an education record. It may be used only for the purpose it was asked for, and not be disclosed further without the student’s consent (34 CFR 99.33).';

/**
 * The gate: a person asks for a student's record, for a purpose and with a justification. The answer and the refusal
 * are both in the trail before anybody gets either; where the trail cannot be written, nothing is shown. A refusal is the
 * same for a student who does not exist.
 *
 * @throws Refusal unauthenticated, invalid or forbidden
 */
export async function requestAccess(viewer: Viewer | null, raw: unknown): Promise<AccessAnswer> {
  if (!viewer) throw new Refusal('unauthenticated', 'Please sign in first.');
  const request = parse(accessRequest, raw);
  const answer = await asViewer(viewer, async (tx) => {
    const relation = await readRelation(tx, viewer, request.studentId);
    const isEmergency = request.emergency !== undefined;
    const decision = relation && decide(relation, { ...request, isEmergency });
    await auditDecision(tx, viewer, request, decision);
    if (!decision) return null;
    if (decision.ground === 'EMERGENCY') await stateEmergency(tx, viewer, request, decision.level);
    await openRecord(tx, request, decision);
    const record = await readRecord(tx, { id: request.studentId, ...relation }, decision);
    return { ...decision, decision: 'ALLOWED' as const, record, notice: redisclosureNotice };
  });
  if (!answer) throw new Refusal('forbidden', 'There is no ground on which you may see such a record.');
  return answer;
}

async function auditDecision(
  tx: Transaction,
  viewer: Viewer,
  { studentId, scope, purpose, justification }: AccessRequest,
  decision: AccessDecision | null,
): Promise<void> {
  await appendAudit(tx, viewer, {
    action: 'record.access',
    objectType: 'education record',
    objectId: studentId,
    studentId,
    outcome: decision ? 'ALLOWED' : 'DENIED',
    purpose,
    justification,
    details: {
      scope,
      level: decision?.level ?? 'none',
      ground: decision?.ground ?? null,
      courses: decision?.courseIds?.join(' ') ?? null,
    },
  });
}
