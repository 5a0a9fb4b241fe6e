import { z } from 'zod';
import { type Database, database, type Transaction } from '@/db/client';
import { type AuditEvent, appendAudit } from '@/lib/audit/append';
import { currentCall } from './call';
import { institutionOf, studentOfId } from './record-institution';
import { countRefusal, isRecorded, recordedInFull } from './refusal-count';
import type { Viewer } from './viewer';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

/**
 * Puts what kept somebody from something into the trail, in a transaction of its own, since theirs is rolled back: each once in a
 * request, and of a flood not every one. Where the record of a student is meant, for that student's institution. Where the trail cannot be
 * written the answer stays what it is: to be told so would tell something.
 *
 * @param ofStudent whose record it concerns, who is not told: it is filed where that is
 */
export async function tellAside(
  viewer: Viewer | null,
  event: AuditEvent,
  on: Database = database(),
  ofStudent?: string,
): Promise<void> {
  try {
    const call = await currentCall();
    const key = `${event.action} ${event.objectId} ${event.details?.column ?? ''}`;
    const saying = call.said.get(key) ?? append(viewer, event, call.asked, on, ofStudent);
    call.said.set(key, saying);
    await saying;
  } catch (error) {
    console.error(`${event.action} could not be put into the trail`, error);
  }
}

/** Whom an event can be about: what was asked with need be no id at all, and stands among the event's other words. */
const nameable = (studentId: string | undefined) =>
  z.guid().safeParse(studentId).success ? studentId : undefined;

/** Who is refused by the id of a person or a request has named nobody, and yet it is somebody's. */
const meantBy = async (tx: Transaction, action: string, objectId: string | undefined) =>
  action === 'access.refused' && objectId !== undefined && nameable(objectId) !== undefined
    ? studentOfId(tx, objectId)
    : undefined;

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** What a refusal is about: where it does not say so itself, the last thing that the address names by an id. */
const objectOf = ({ action, objectId }: AuditEvent, asked: string | null): string | undefined =>
  objectId ?? (action === 'access.refused' ? asked?.match(ids)?.at(-1)?.toLowerCase() : undefined);

async function append(
  viewer: Viewer | null,
  event: AuditEvent,
  asked: string | null,
  on: Database,
  ofStudent: string | undefined,
) {
  const times = countRefusal(`${viewer?.userId ?? 'nobody'} ${event.action}`);
  if (!isRecorded(times)) return;
  const details = {
    ...event.details,
    ...(asked !== null && { at: asked.replace(/\?.*/s, '').slice(0, 300) }),
    ...(times > recordedInFull && { refusals: times }),
  };
  const objectId = objectOf(event, asked);
  await on.transaction(system, async (tx) => {
    const studentId = nameable(event.studentId) ?? (await meantBy(tx, event.action, objectId));
    const owner = nameable(ofStudent) ?? (event.institutionId === undefined ? studentId : undefined);
    const institutionId = (owner && (await institutionOf(tx, owner))) ?? event.institutionId;
    await appendAudit(tx, viewer, { ...event, objectId, studentId, institutionId, details });
  });
}
