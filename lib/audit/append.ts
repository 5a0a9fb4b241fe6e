import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import type { Numbered } from '@/db/numbering';
import { statement } from '@/db/statement';
import { storedAddress, storedDetails, storedId, storedMoment, storedText } from './as-stored';
import { auditKeys } from './seal/keys';
import { macOf } from './seal/mac';
import type { TrailRecord } from './seal/record';

/** The request in which somebody does something: what came with it has its id, and the address it came from. */
export type Origin = { requestId: string; ipAddress: string | null };

export type AuditActor = {
  userId: string;
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';
  institutionId: string | null;
  displayName: string;
  origin?: Origin | null;
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

/** @param occurredAt UTC, to the microsecond; another moment than the transaction's is the product's alone to name */
type Moment = { actor: AuditActor | null; event: AuditEvent; occurredAt: string };

const append = statement(
  'audit.append',
  `INSERT INTO audit_log (id, occurred_at, actor_id, actor_role, actor_name, institution_id, action, object_type, object_id,
     student_id, outcome, purpose, justification, details, ip_address, request_id, writer, writer_number, writer_settled, writer_doubts, mac)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
);

const told = new WeakSet<Transaction>();

/** Whether an event of the trail goes out with what this transaction does. */
export const hasTold = (tx: Transaction): boolean => told.has(tx);

/** Appends several events, each with its moment: history that is brought along. */
export function appendAuditAt(tx: Transaction, moments: Moment[]): void {
  const key = auditKeys().mac;
  if (moments.length > 0) told.add(tx);
  for (const moment of moments) {
    const r = toRecord(moment, tx.numbered());
    const values = [
      ...[r.id, r.occurredAt, r.actorId, r.actorRole, r.actorName, r.institutionId, r.action, r.objectType],
      ...[r.objectId, r.studentId, r.outcome, r.purpose, r.justification, r.details, r.ipAddress],
      ...[r.requestId, r.writer, r.writerNumber, r.writerSettled, r.writerDoubts],
      macOf(r, key),
    ];
    tx.send(append, values, 1);
  }
}

/** The record as the database will give it back, which is what its MAC has to be of. */
function toRecord(
  { actor, event, occurredAt }: Moment,
  { series, number, settled, doubts }: Numbered,
): TrailRecord {
  const ipAddress = event.ipAddress ?? actor?.origin?.ipAddress ?? null;
  return {
    id: randomUUID(),
    occurredAt: storedMoment(occurredAt),
    actorId: idOrNull(actor?.userId),
    actorRole: actor?.role ?? null,
    actorName: textOrNull(actor?.displayName),
    institutionId: idOrNull(event.institutionId ?? actor?.institutionId),
    action: storedText(event.action),
    objectType: storedText(event.objectType),
    objectId: textOrNull(event.objectId),
    studentId: idOrNull(event.studentId),
    outcome: event.outcome ?? 'ALLOWED',
    purpose: textOrNull(event.purpose),
    justification: textOrNull(event.justification),
    details: storedDetails(event.details ?? {}),
    ipAddress: ipAddress === null ? null : storedAddress(ipAddress),
    requestId: textOrNull(actor?.origin?.requestId),
    writer: series,
    writerNumber: number,
    writerSettled: settled,
    writerDoubts: doubts.length > 0 ? doubts : null,
  };
}

const idOrNull = (id: string | null | undefined) => (typeof id === 'string' ? storedId(id) : null);
const textOrNull = (text: string | undefined) => (text === undefined ? null : storedText(text));
