import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  uuid,
} from 'drizzle-orm/pg-core';
import { enrollments } from './learning';
import { instant } from './types';

/**
 * What the at-risk list said of each student of a running course on one day, kept as it was shown: `evidence`
 * holds the student's figures and the class's, from which `weights_version` gives score and reasons again.
 */
export const riskSnapshots = pgTable(
  'risk_snapshots',
  {
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** 0–100. */
    score: smallint('score').notNull(),
    reasons: jsonb('reasons').notNull(),
    evidence: jsonb('evidence').notNull(),
    weightsVersion: integer('weights_version').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.courseId, t.day] }),
    foreignKey({
      name: 'risk_snapshots_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
    check('risk_snapshots_score_range', sql`${t.score} between 0 and 100`),
  ],
);
