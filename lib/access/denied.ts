import type { AuditEvent } from '@/lib/audit/append';
import { notFound, Refusal } from '@/lib/errors';

/**
 * “There is nothing here”, to somebody who asked for records that are not theirs to see, or that are not there: both stand
 * in the trail, and nothing but the trail tells them apart. Thrown inside `asViewer`, which writes it down as it does any
 * other denial; this one says more of what was asked for.
 */
export class Denied extends Refusal {
  constructor(
    readonly event: AuditEvent,
    { kind, message }: Refusal = notFound(),
  ) {
    super(kind, message);
  }
}

/** Fields that a write does not have, such as somebody's role, sent along with those that it has. */
export const deniedFields = (fields: readonly string[], attempted?: string): Denied =>
  new Denied({
    action: 'access.refused',
    objectType: 'request',
    outcome: 'DENIED',
    details: {
      reason: 'fields that it does not have',
      fields: fields.join(', ').slice(0, 200),
      ...(attempted && { attempted }),
    },
  });

/** @param institutionId whose class it is, so that its administrators see it; the asker's own where there is no such class */
export const deniedClass = (courseId: string, institutionId?: string): Denied =>
  new Denied({
    action: 'class.refused',
    objectType: 'course',
    objectId: courseId,
    outcome: 'DENIED',
    ...(institutionId !== undefined && { institutionId }),
  });

/** @param what was asked for, in the product's own words; the student sees it too */
export const deniedRecord = (studentId: string, what: string): Denied =>
  new Denied({
    action: 'record.refused',
    objectType: 'education record',
    objectId: studentId,
    studentId,
    outcome: 'DENIED',
    details: { what },
  });
