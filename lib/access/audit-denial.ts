import { type Database, database } from '@/db/client';
import { type AuditEvent, appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { currentCall } from './call';
import { Denied } from './denied';
import { institutionOf } from './record-institution';
import { countRefusal, isRecorded, recordedInFull } from './refusal-count';
import type { Viewer } from './viewer';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

const audited = new WeakSet<Refusal>();

/** Says of a refusal that the trail tells of it in another event. */
export function markAudited<R extends Refusal>(refusal: R): R {
  audited.add(refusal);
  return refusal;
}

/** Whether a refusal keeps somebody from what is not theirs, or not there. */
export const isDenial = (error: unknown): error is Refusal =>
  error instanceof Refusal &&
  (error instanceof Denied || error.kind === 'not-found' || error.kind === 'forbidden');

type Asked = {
  /** What was asked with; its ids say what was meant. */
  about?: unknown;
  on?: Database;
};

/**
 * Puts a denial into the trail, each once, in a transaction of its own: where the record of a student is meant, for that
 * student's institution. Where the trail cannot be written the answer stays what it is: to be told so would tell something.
 */
export async function auditDenial(
  viewer: Viewer | null,
  denial: Refusal,
  { about, on = database() }: Asked = {},
): Promise<void> {
  if (audited.has(denial)) return;
  markAudited(denial);
  try {
    const call = await currentCall();
    const event = denial instanceof Denied ? denial.event : refusedRequest(about);
    const key = `${event.action} ${event.objectId}`;
    const saying = call.said.get(key) ?? append(viewer, event, call.at, on);
    call.said.set(key, saying);
    await saying;
  } catch (error) {
    console.error('a refusal could not be put into the trail', error);
  }
}

async function append(viewer: Viewer | null, event: AuditEvent, at: string | null, on: Database) {
  const refusals = countRefusal(`${viewer?.userId ?? 'nobody'} ${event.action}`);
  if (!isRecorded(refusals)) return;
  const details = {
    ...event.details,
    ...(at !== null && { at: at.slice(0, 300) }),
    ...(refusals > recordedInFull && { refusals }),
  };
  await on.transaction(system, async (tx) => {
    const { studentId, institutionId = studentId && (await institutionOf(tx, studentId)) } = event;
    await appendAudit(tx, viewer, { ...event, institutionId, outcome: 'DENIED', details });
  });
}

/** The event of a request that was refused as a whole, with the ids that it named. */
function refusedRequest(about: unknown): AuditEvent {
  const ids = typeof about === 'object' && about !== null ? idsOf(about) : {};
  const objectId = ids.id ?? ids.studentId ?? Object.values(ids)[0];
  return {
    action: 'access.refused',
    objectType: 'request',
    objectId,
    studentId: ids.studentId,
    details: ids,
  };
}

const idsOf = (about: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(about)
      .filter(([name, value]) => /^id$|Id$/.test(name) && ['string', 'number'].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  );
