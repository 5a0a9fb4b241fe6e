import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { auditLog } from '@/db/schema/audit';
import { auditKeys } from './seal/keys';
import { macOf } from './seal/mac';
import type { TrailRecord } from './seal/record';

export type AuditActor = {
  userId: string;
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';
  institutionId: string | null;
  displayName: string;
};

export type AuditEvent = {
  /** area.verb, e.g. `enrollment.create`, `class.export`, `session.refused` */
  action: string;
  objectType: string;
  objectId?: string;
  /** The student whose record this is about, so that the student can see it. */
  studentId?: string;
  institutionId?: string;
  outcome?: 'ALLOWED' | 'DENIED' | 'FAILED';
  purpose?: string;
  justification?: string;
  details?: Record<string, string | number | boolean | null>;
  ipAddress?: string;
};

/**
 * Appends one event in the caller's transaction: if it cannot be written, neither is what it describes.
 * `actor` null is the product itself.
 */
export const appendAudit = async (
  tx: Transaction,
  actor: AuditActor | null,
  event: AuditEvent,
): Promise<void> => appendAuditAt(tx, [{ actor, event, occurredAt: await tx.startedAt }]);

/** @param occurredAt UTC with microseconds; another moment than the transaction's is the product's alone to name */
type Moment = { actor: AuditActor | null; event: AuditEvent; occurredAt: string };

/** Appends several events, each with its moment: history that is brought along. */
export async function appendAuditAt(tx: Transaction, moments: Moment[]): Promise<void> {
  const key = auditKeys().mac;
  const rows = moments.map((moment) => {
    const record = toRecord(moment);
    return {
      ...record,
      occurredAt: sql`${record.occurredAt}::timestamptz`,
      actorRole: moment.actor?.role,
      outcome: moment.event.outcome,
      mac: macOf(record, key),
    };
  });
  await tx.orm.insert(auditLog).values(rows);
}

function toRecord({ actor, event, occurredAt }: Moment): TrailRecord {
  return {
    id: randomUUID(),
    occurredAt,
    actorId: actor?.userId ?? null,
    actorRole: actor?.role ?? null,
    actorName: actor?.displayName ?? null,
    institutionId: event.institutionId ?? actor?.institutionId ?? null,
    action: event.action,
    objectType: event.objectType,
    objectId: event.objectId ?? null,
    studentId: event.studentId ?? null,
    outcome: event.outcome ?? 'ALLOWED',
    purpose: event.purpose ?? null,
    justification: event.justification ?? null,
    // As the database gives them back: without what JSON has no word for.
    details: JSON.parse(JSON.stringify(event.details ?? {})),
    ipAddress: event.ipAddress ?? null,
    requestId: null,
  };
}
