import type { Database } from '@/db/client';
import type { AuditEvent } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { Denied } from './denied';
import { tellAside } from './tell-aside';
import type { Viewer } from './viewer';

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

/** What somebody tried to do. */
export type Attempt = {
  /** What was asked with; its ids say what was meant. */
  input: unknown;
  /** The action that the trail would have told. */
  action?: string;
};

type Asked = { about?: Attempt; on?: Database };

/**
 * Puts a denial into the trail, each once, in a transaction of its own: where the record of a student is meant, for that
 * student's institution. Where the trail cannot be written the answer stays what it is: to be told so would tell something.
 */
export async function auditDenial(
  viewer: Viewer | null,
  denial: Refusal,
  { about, on }: Asked = {},
): Promise<void> {
  if (audited.has(denial)) return;
  markAudited(denial);
  const event = denial instanceof Denied ? denial.event : refusedRequest(about);
  await tellAside(viewer, { ...event, outcome: 'DENIED' }, on);
}

/** The event of a request that was refused as a whole, with the ids that it named. */
function refusedRequest({ input, action }: Attempt = { input: null }): AuditEvent {
  const ids = typeof input === 'object' && input !== null ? idsOf(input) : {};
  const objectId = ids.id ?? ids.studentId ?? Object.values(ids)[0];
  return {
    action: 'access.refused',
    objectType: 'request',
    objectId,
    studentId: ids.studentId,
    details: { ...ids, ...(action && { attempted: action }) },
  };
}

const idsOf = (about: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(about)
      .filter(([name, value]) => /^id$|Id$/.test(name) && ['string', 'number'].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  );
