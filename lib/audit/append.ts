import type { Transaction } from '@/db/client';
import { auditLog } from '@/db/schema/audit';

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
export async function appendAudit(
  tx: Transaction,
  actor: AuditActor | null,
  event: AuditEvent,
): Promise<void> {
  await tx.orm.insert(auditLog).values({
    ...event,
    actorId: actor?.userId,
    actorRole: actor?.role,
    actorName: actor?.displayName,
    institutionId: event.institutionId ?? actor?.institutionId,
  });
}
