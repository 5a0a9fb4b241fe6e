import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  inet,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { educationalRole } from './people';
import { bytes, instant } from './types';

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
    /** HMAC-SHA-256 over the other columns by a key that is not in the database; null in rows from before there was one. */
    mac: bytes('mac'),
    /** Which process wrote it, the how-manieth of its events it is, and below which number all had been committed when it was written. */
    writer: uuid('writer'),
    writerNumber: bigint('writer_number', { mode: 'number' }),
    writerSettled: bigint('writer_settled', { mode: 'number' }),
    /** Numbers below it of which nobody knows whether they were committed: the connection was lost meanwhile. */
    writerDoubts: bigint('writer_doubts', { mode: 'number' }).array(),
    /** Which transaction appended it: what is below every open transaction's id will get no more company. */
    transactionId: bigint('transaction_id', { mode: 'number' }).default(
      sql`(pg_current_xact_id()::text)::bigint`,
    ),
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

/** The leaves of the trail's Merkle tree: which row stands where, and the hash it had when it was sealed. */
export const auditLeaves = pgTable(
  'audit_leaves',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    recordId: uuid('record_id').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [unique('audit_leaves_record_key').on(t.recordId)],
);

/** Roots of the complete subtrees with 2^8, 2^16 … leaves, so that a proof reads hundreds of hashes and not all. */
export const auditNodes = pgTable(
  'audit_nodes',
  {
    level: smallint('level').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.number] })],
);

/** Under which names people stand in the sealed trail of an institution, so that somebody who is rarely in it is found. */
export const auditActors = pgTable(
  'audit_actors',
  {
    institutionId: uuid('institution_id').notNull(),
    actorId: uuid('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
  },
  (t) => [primaryKey({ columns: [t.institutionId, t.actorId, t.actorName] })],
);

/** Which actions stand in the sealed trail, so that those that begin with a word are looked for by their whole names. */
export const auditActions = pgTable('audit_actions', { action: text('action').primaryKey() });

/** Signed states of the trail. */
export const auditCheckpoints = pgTable('audit_checkpoints', {
  /** Leaves in the tree. */
  size: bigint('size', { mode: 'number' }).primaryKey(),
  note: text('note').notNull(),
  /** Every row of a transaction below this one is sealed. */
  horizon: bigint('horizon', { mode: 'number' }).notNull(),
  /** Roots of the complete subtrees, largest first, one after the other. */
  peaks: bytes('peaks').notNull(),
  /** Milliseconds the sealing took. */
  took: integer('took').notNull(),
  sealedAt: instant('sealed_at').notNull().defaultNow(),
});

/** Where copies of checkpoints go outside the database, and how far each has come. */
export const auditCopies = pgTable('audit_copies', {
  target: text('target').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull().default(0),
  copiedAt: instant('copied_at'),
  fault: text('fault'),
});
