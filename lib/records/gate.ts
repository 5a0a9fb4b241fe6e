import type { Transaction } from '@/db/client';
import { markAudited } from '@/lib/access/audit-denial';
import { Denied, deniedRecord } from '@/lib/access/denied';
import { institutionOf } from '@/lib/access/record-institution';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { decide } from './decide';
import { addDisclosure, consentFor } from './disclosed/record';
import { requireReviewed, stateEmergency } from './emergencies/state';
import { countGateRefusal, isHeldBack } from './gate-limit';
import { isStillAs, openRecord, readRelation } from './relation';
import type { AccessDecision, AccessRequest, EducationRecord, Ground } from './schema';

/** What travels with a record that leaves the gate (34 CFR 99.33): who holds the rights and directory information are not bound by it. */
export function redisclosureNotice(ground: Ground): string {
  if (ground === 'DIRECTORY_INFORMATION')
    return 'This is directory information. It may be passed on (34 CFR 99.33 (c)).';
  if (ground === 'OWN_RECORD' || ground === 'GUARDIAN')
    return 'This is an education record. Whoever holds the rights in it, the student or a minor’s guardian, may pass it on; whoever else receives it may do so only with their consent (34 CFR 99.33).';
  return 'This is an education record. It may be used only for the purpose it was asked for, and be disclosed further only with the consent of the student, or of the guardian who holds the rights (34 CFR 99.33).';
}

/** The refusal of the gate, whose decision is in the trail; the same for a student who does not exist. */
export const noGround = () =>
  markAudited(new Refusal('forbidden', 'There is no ground on which you may see such a record.'));

export type Opened = { decision: AccessDecision; subject: Omit<EducationRecord['student'], 'id'> };

/** `address`: by which whoever asked meant the student, where nobody has it. */
type GateRequest = AccessRequest & { address?: string };

/**
 * Decides on a request in the caller's transaction, puts the decision into the trail, and opens the record as far as it
 * goes for what reads it. Where the ground ended while it was read, such as a consent that was taken back, nothing of it is given out:
 * what was read before and after do not make one record. A disclosure beyond staff, student and guardian also goes into the record of disclosures. Beyond `gateLimit` refusals a
 * person is refused unlooked.
 *
 * @param action what the trail calls it
 * @returns what was read; null where there is no ground
 * @throws Refusal where too many emergencies of the viewer wait for a review, or the ground ended meanwhile
 */
export async function passGate<T>(
  tx: Transaction,
  viewer: Viewer,
  request: GateRequest,
  action: 'record.access' | 'record.export',
  read: (opened: Opened) => Promise<T>,
): Promise<T | null> {
  const { studentId } = request;
  if (isHeldBack(viewer, request)) {
    await countGateRefusal(tx, viewer, studentId);
    return null;
  }
  if (request.emergency) await requireReviewed(tx, viewer);
  const relation = await readRelation(tx, viewer, studentId);
  const isEmergency = request.emergency !== undefined;
  const asked = { ...request, isEmergency };
  const found = relation && decide(relation, asked);
  // Whoever states an emergency is shown nothing on another ground: their words would stand for what did not happen.
  const decision = found && (found.ground === 'EMERGENCY') === isEmergency ? found : null;
  // Asked before each refusal, so that one for nobody takes as long as one for somebody of another institution.
  const answers = decision && relation?.isOwnInstitution ? undefined : await institutionOf(tx, studentId);
  const institutionId = relation && !relation.isOwnInstitution ? answers : undefined;
  if (decision !== null || (await countGateRefusal(tx, viewer, studentId)))
    await auditDecision(tx, viewer, request, { decision, action, institutionId });
  if (!relation || !decision) return null;
  if (decision.ground === 'EMERGENCY') await stateEmergency(tx, viewer, request, decision.level);
  await openRecord(tx, request, decision);
  await recordGiven(tx, viewer, request, decision);
  const { name, institution, directoryOptedOut } = relation;
  const answer = await read({
    decision,
    subject: { name, institution, keepsNamePrivate: directoryOptedOut },
  });
  const after = await readRelation(tx, viewer, studentId);
  const isAsker = await isStillAs(tx, viewer);
  if (!isAsker || !after || !reachesAsFar(decide(after, asked), decision)) throw endedMeanwhile(studentId);
  return answer;
}

/** Whether a decision shows all that an earlier one does, on the same ground. */
const reachesAsFar = (now: AccessDecision | null, { ground, level, courseIds }: AccessDecision): boolean =>
  now !== null &&
  now.ground === ground &&
  now.level === level &&
  (courseIds ?? []).every((id) => now.courseIds?.includes(id));

const endedMeanwhile = (studentId: string): Denied =>
  new Denied(deniedRecord(studentId, 'a record, while the right to see it ended').event, noGround());

/** 34 CFR 99.32(a): emergencies with the threat and those who were told; consents too, although (d) exempts them. */
async function recordGiven(
  tx: Transaction,
  viewer: Viewer,
  { studentId, purpose, emergency }: AccessRequest,
  { ground, level }: AccessDecision,
): Promise<void> {
  const given = { studentId, records: level, furtherRecipients: null };
  if (ground === 'EMERGENCY' && emergency) {
    const { recipients, threat } = emergency;
    await addDisclosure(tx, viewer, { ...given, party: recipients, interest: `Emergency: ${threat}` });
  }
  if (ground === 'CONSENT')
    await addDisclosure(tx, viewer, {
      ...given,
      party: viewer.displayName,
      interest: `${consentFor}${purpose}`,
    });
}

/** `institutionId`: whose the record is, where that is not the asker's own. */
type Decided = { decision: AccessDecision | null; action: string; institutionId: string | undefined };

async function auditDecision(
  tx: Transaction,
  viewer: Viewer,
  { studentId, scope, purpose, justification, address }: GateRequest,
  { decision, action, institutionId }: Decided,
): Promise<void> {
  await appendAudit(tx, viewer, {
    action,
    objectType: 'education record',
    objectId: studentId,
    studentId,
    institutionId,
    outcome: decision ? 'ALLOWED' : 'DENIED',
    purpose,
    justification,
    details: {
      scope,
      level: decision?.level ?? 'none',
      ground: decision?.ground ?? null,
      courses: decision?.courseIds?.join(' ') ?? null,
      ...(address !== undefined && { unknownAddress: address }),
    },
  });
}
