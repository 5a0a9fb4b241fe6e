import { sql } from 'drizzle-orm';
import { index, pgEnum, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { instant } from './types';

/** Orders to keep everything of a student, or of everybody at an institution. Released, never deleted. */
export const legalHolds = pgTable(
  'legal_holds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** Null: every student of the institution. */
    studentId: uuid('student_id').references(() => users.id),
    reason: text('reason').notNull(),
    placedBy: uuid('placed_by').notNull(),
    placerName: varchar('placer_name', { length: 255 }).notNull(),
    placedAt: instant('placed_at').notNull().defaultNow(),
    releasedBy: uuid('released_by'),
    releasedAt: instant('released_at'),
  },
  (t) => [
    index('legal_holds_institution_idx').on(t.institutionId, t.placedAt),
    index('legal_holds_student_idx').on(t.studentId),
  ],
);

export const erasureState = pgEnum('erasure_state_enum', [
  'REQUESTED',
  'WITHDRAWN',
  'REFUSED',
  'APPROVED',
  'ERASED',
]);

/** Requests to be forgotten, and on which ground one was refused. */
export const erasureRequests = pgTable(
  'erasure_requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    requestedBy: uuid('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    state: erasureState('state').notNull().default('REQUESTED'),
    decidedBy: uuid('decided_by'),
    deciderName: varchar('decider_name', { length: 255 }),
    decidedAt: instant('decided_at'),
    /** Why it was refused, in words the student reads. */
    ground: text('ground'),
  },
  (t) => [
    uniqueIndex('erasure_requests_open_key')
      .on(t.studentId)
      .where(sql`${t.state} in ('REQUESTED', 'APPROVED')`),
    index('erasure_requests_student_idx').on(t.studentId),
    index('erasure_requests_queue_idx').on(t.institutionId, t.requestedAt),
  ],
);

/** Who was erased and when: what a restored backup brings back is erased again. No foreign key: it outlives the rest. */
export const erasures = pgTable('erasures', {
  userId: uuid('user_id').primaryKey(),
  erasedAt: instant('erased_at').notNull().defaultNow(),
});
