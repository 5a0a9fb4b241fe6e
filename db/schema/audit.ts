import { index, inet, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { educationalRole } from './people';
import { instant } from './types';

export const auditOutcome = pgEnum('audit_outcome_enum', ['ALLOWED', 'DENIED', 'FAILED']);

/**
 * Who did or saw what. Partitioned by month and insert-only for the application (see the hand-written
 * migrations). It has no foreign keys, so that history outlives what it describes.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: uuid('id').notNull().defaultRandom(),
    occurredAt: instant('occurred_at').notNull().defaultNow(),
    actorId: uuid('actor_id'),
    actorRole: educationalRole('actor_role'),
    actorName: text('actor_name'),
    institutionId: uuid('institution_id'),
    action: text('action').notNull(),
    objectType: text('object_type').notNull(),
    objectId: text('object_id'),
    studentId: uuid('student_id'),
    outcome: auditOutcome('outcome').notNull().default('ALLOWED'),
    purpose: text('purpose'),
    justification: text('justification'),
    details: jsonb('details').notNull().default({}),
    ipAddress: inet('ip_address'),
    requestId: text('request_id'),
  },
  (t) => [
    primaryKey({ columns: [t.occurredAt, t.id] }),
    index('audit_log_institution_idx').on(
      t.institutionId,
      t.occurredAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index('audit_log_student_idx').on(t.studentId, t.occurredAt.desc().nullsFirst()),
  ],
);
